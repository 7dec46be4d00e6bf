package dev.weir.view.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// `/me`: who one is to Weir, and the own password.
public final class Account implements Page {
  private static final String ME = "/api/v1/me";
  private static final String OLD = "old";
  private static final String PASSWORD = "password";
  private static final String AGAIN = "again";

  @Override
  public Place place() {
    return Place.behind("/me", "Your account", ME);
  }

  @Override
  public Shown open(Visit visit) {
    return shown(visit, Optional.empty());
  }

  /// Every session of the login ends with the old password, this one too.
  @Override
  public Shown submit(Visit visit, Entered form) {
    if (!form.typed(PASSWORD).equals(form.typed(AGAIN))) {
      return shown(
          visit,
          Optional.of(
              new Refused(400, "invalid", "field 'again' is the same as the new password")));
    }
    Answered changed =
        visit
            .ask()
            .send(
                "POST",
                ME + "/password?why=" + Entered.encoded("changed in the console"),
                JsonNodeFactory.instance
                    .objectNode()
                    .put(OLD, form.typed(OLD))
                    .put(PASSWORD, form.typed(PASSWORD)));
    return switch (changed) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Your account", "/me"));
      case Refused why -> shown(visit, Optional.of(why));
    };
  }

  private Shown shown(Visit visit, Optional<Refused> why) {
    JsonNode me = visit.ask().get(ME).tree();
    List<FormField> form =
        List.of(
            field(OLD, "The password there is", "current-password", why),
            field(PASSWORD, "New password", "new-password", why)
                .hinted("12 to 256 characters. Several words are easy to remember."),
            field(AGAIN, "New password again", "new-password", why));
    Optional<String> error =
        why.filter(it -> form.stream().allMatch(each -> it.of(each.name()).isEmpty()))
            .map(Refused::message);
    AccountPage page =
        new AccountPage(
            me.required("id").asText(),
            me.required("name").asText(),
            role(me),
            Optional.ofNullable(me.get("login")).map(JsonNode::asText),
            error,
            form);
    String title = place().title();
    return why.map(it -> Shown.again(it, title, "account/me.jte", page))
        .orElseGet(() -> Shown.page(title, "account/me.jte", page));
  }

  private static FormField field(String name, String label, String kind, Optional<Refused> why) {
    return FormField.of(name, label, kind).wrong(why.flatMap(it -> it.of(name)));
  }

  private static String role(JsonNode me) {
    List<String> of =
        Stream.of("use_cases", "teams")
            .flatMap(each -> StreamSupport.stream(me.required(each).spliterator(), false))
            .map(JsonNode::asText)
            .toList();
    String role = me.required("role").asText();
    return of.isEmpty() ? role : role + " of " + String.join(", ", of);
  }
}
