package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where the organisation books what payers bear.
public final class Accounts implements Page {
  static final String PATH = "/accounts";
  private static final String API = "/api/v1/accounts";
  private static final String OF = "of";
  private static final String SET = "set";
  private static final String REMOVE = "remove";

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Accounts", API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  private static Story story(Visit visit) {
    JsonNode accounts = visit.ask().get(API).tree().required("accounts");
    return Story.of(
            "Accounts",
            "Where spend is booked: of each cost centre, of what is shared, of what nobody can be"
                + " asked for, and the account that has paid the providers.")
        .leadingTo(List.of(new Link("Chargeback", visit.to("/chargeback"))))
        .telling(List.of(Chapter.of("accounts", "Accounts", "").listing(accounts(visit, accounts))))
        .taking(forms(visit, accounts));
  }

  private static Table accounts(Visit visit, JsonNode accounts) {
    return Table.of(
        "Accounts in force",
        List.of(
            Column.text("Payer"),
            Column.text("Account"),
            Column.text("Name"),
            Column.text("Owner"),
            Column.text("Spend is"),
            Column.text("Cost centre"),
            Column.text("Calls with"),
            Column.number("Version")),
        accounts.valueStream().map(account -> line(visit, account)).toList(),
        EmptyState.of(
                "No account yet",
                "Without one, what a payer bears is shown and cannot be posted. Accounts are set"
                    + " below, one by one or by a table.")
            .typed("weir accounts import accounts.csv --why \"chart of accounts\""));
  }

  private static boolean isChangedBy(Visit visit) {
    return visit.ask().may("PUT", API + "/platform");
  }

  private static List<Cell> line(Visit visit, JsonNode account) {
    String of = account.required(OF).asText();
    return List.of(
        isChangedBy(visit)
            ? Cell.of(of).opening(visit.query().with(OF, of).after(PATH) + "#form-" + SET)
            : Cell.of(of),
        Cells.word(account, "account"),
        Cells.word(account, "name"),
        Cells.word(account, "owner"),
        Cell.of(account.required("mode").asText().equals("showback") ? "shown" : "charged"),
        Cells.word(account, "cost_centre"),
        Cell.of(Typed.conditions(account.path("where")).collect(Collectors.joining("; "))),
        Cells.count(account, "version").opening(visit.versions("cost_account", of)));
  }

  private static List<Form> forms(Visit visit, JsonNode accounts) {
    List<Form> forms = new ArrayList<>();
    if (isChangedBy(visit)) {
      forms.add(set(visit, accounts));
      forms.add(
          ImportedTable.form(
              "Import accounts of cost centres",
              "Comma-separated, as: cost_centre,account,owner; where wanted mode, name."));
      if (!accounts.isEmpty()) {
        forms.add(remove(accounts));
      }
    }
    return forms;
  }

  private static Form set(Visit visit, JsonNode accounts) {
    Form form =
        Form.of(
            SET,
            "Set an account",
            "It is the account of every month that is asked for from now on. One that is there is"
                + " opened by its payer above.",
            List.of(
                text(OF, "Payer")
                    .hinted("As cost_centre=care, shared=judges, unattributed, platform."),
                text("account", "Account").hinted("Its code in the books. Needed where charged."),
                text("owner", "Owner").hinted("Who answers for it."),
                FormField.choice(
                    "mode",
                    "Spend is",
                    List.of(
                        new Option("chargeback", "charged"), new Option("showback", "only shown"))),
                text("name", "Name").hinted("For people."),
                text("cost_centre", "Cost centre")
                    .hinted("That postings of shared, unattributed and platform name."),
                FormField.of("where", "Calls with", "area")
                    .hinted("Of shared=NAME only, a line each: purpose = judge."),
                text("why", "Why").hinted("For the audit trail.")));
    Optional<JsonNode> there =
        visit
            .query()
            .find(OF)
            .flatMap(of ->
                accounts
                    .valueStream()
                    .filter(it -> it.required(OF).asText().equals(of))
                    .findFirst());
    return there
        .map(account ->
            form.holding(field ->
                    field.equals("where")
                        ? Typed.conditions(account.path(field)).collect(Collectors.joining("\n"))
                        : Typed.shown(account.path(field)))
                .opened())
        .orElse(form)
        .and(Versions.of(visit.query().text(OF), there));
  }

  private static Form remove(JsonNode accounts) {
    List<Option> payers =
        accounts
            .valueStream()
            .map(account -> account.required(OF).asText())
            .map(of -> new Option(of, of))
            .toList();
    return Form.of(
            REMOVE,
            "Take an account out of force",
            "What its payer bears has no account from then on, and cannot be posted.",
            List.of(
                FormField.choice(OF, "Payer", payers),
                text("why", "Why").hinted("For the audit trail.")))
        .and(Versions.of(accounts, account -> account.required(OF).asText()))
        .forGood();
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    Answered answered =
        switch (entered.text("do")) {
          case REMOVE ->
              visit.ask().send("DELETE", named(entered), JsonNodeFactory.instance.objectNode());
          case ImportedTable.IMPORT, ImportedTable.PREVIEW ->
              ImportedTable.send(visit, entered, API + "/import");
          default ->
              visit
                  .ask()
                  .send(
                      "PUT",
                      named(entered),
                      Typed.of(entered)
                          .texts("account", "name", "owner", "mode", "cost_centre")
                          .conditions()
                          .body());
        };
    return switch (answered) {
      case Answered.Told(JsonNode said) ->
          entered.text("do").equals(ImportedTable.PREVIEW)
              ? Shown.page(story(visit).beginning(List.of(ImportedTable.preview(said))), entered)
              : new Shown.Elsewhere(new Link("Accounts", visit.to(PATH)));
      case Refused why -> Shown.again(why, story(visit), entered, about(why));
    };
  }

  private static String named(Entered entered) {
    String of = entered.text(OF);
    return Versions.change(API + "/" + Entered.encoded(of), of, entered);
  }

  /// What is wrong with a condition is named by the condition's own fields.
  private static Function<String, Optional<String>> about(Refused why) {
    return name ->
        name.equals("where")
            ? why.of("where").or(() -> why.of("in")).or(() -> why.of("tag"))
            : why.of(name);
  }
}
