package dev.weir.view.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answered.Told;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Link;
import java.util.Optional;

/// Registers a hypothesis: planned first, so that it says how many units it takes and how long the
/// use case has them.
public final class Registering implements Page {
  static final String PATH = "/hypotheses";

  private static final String TEMPLATE = "trial/registering.jte";

  @Override
  public Place place() {
    return Place.behind(PATH, "Register a hypothesis", Trials.HYPOTHESES);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(
        place().title(), TEMPLATE, page(visit.query(), Optional.empty(), Optional.empty()));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    RegistrationForm sent = new RegistrationForm(form, Optional.empty());
    if (form.text("do").equals("plan")) {
      return planned(form, visit.ask().send("POST", "/api/v1/experiment-plan", sent.plan()));
    }
    String name = Entered.encoded(form.text(RegistrationForm.NAME));
    Answered answer =
        name.isEmpty()
            ? new Refused(400, "invalid", "field 'name' is missing: what it is called")
            : visit
                .ask()
                .send(
                    "PUT",
                    "%s/%s?expected_version=0&why=%s"
                        .formatted(Trials.HYPOTHESES, name, Entered.encoded(form.text("why"))),
                    sent.body());
    return switch (answer) {
      case Told _ -> new Shown.Elsewhere(new Link("The trial", visit.to(Trials.PATH + "/" + name)));
      case Refused why -> again(form, why);
    };
  }

  private Shown planned(Entered form, Answered answer) {
    return switch (answer) {
      case Told(JsonNode plan) -> {
        String units = plan.required("units_per_arm").asText();
        yield Shown.page(
            place().title(),
            TEMPLATE,
            page(form.with("units_per_arm", units), Optional.empty(), Optional.of(said(plan))));
      }
      case Refused why -> again(form, why);
    };
  }

  private static String said(JsonNode plan) {
    String needed =
        "It takes %s units of each arm"
            .formatted(Amount.count(plan.required("units_per_arm").asLong()).text());
    return plan.hasNonNull("weeks")
        ? "%s. The use case has %s a week: %s weeks."
            .formatted(
                needed,
                Numeral.text(Answers.number(plan, "units_per_week").orElseThrow()),
                Numeral.text(Answers.number(plan, "weeks").orElseThrow()))
        : needed + ". How many the use case has a week is not known.";
  }

  private Shown again(Entered form, Refused why) {
    return Shown.again(
        why, place().title(), TEMPLATE, page(form, Optional.of(why), Optional.empty()));
  }

  private static RegisteringPage page(
      Entered form, Optional<Refused> why, Optional<String> planned) {
    RegistrationForm shown = new RegistrationForm(form, why);
    return new RegisteringPage(shown.parts(), planned, shown.error());
  }
}
