package dev.weir.view.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.entry.Document;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a use case stands to a gate: its checklist on live figures, its lights, what a promotion may
/// ask for; the definition and the proposal as forms.
public final class OneGate implements Page {
  private static final String GATES = "/api/v1/gates";
  private static final String PUT = "put";
  private static final String PROPOSE = "propose";
  private static final String REMOVE = "remove";

  private static final Document PLAIN = new Document(List.of());

  @Override
  public Place place() {
    return Place.behind("/gates/{id}/{to}", "Gate", GATES);
  }

  static String path(String useCase, String to) {
    return "/gates/%s/%s".formatted(Entered.encoded(useCase), Entered.encoded(to));
  }

  /// What is asked about.
  private record Asked(Visit visit, String useCase, String to) {
    static Asked of(Visit visit) {
      return new Asked(visit, visit.named("id"), visit.named("to"));
    }

    String question() {
      return "%s/%s/%s".formatted(GATES, Entered.encoded(useCase), Entered.encoded(to));
    }

    Line standing() {
      return Line.of(visit.ask().get(question()));
    }

    boolean may(String method, String path) {
      return visit.ask().may(method, path);
    }
  }

  @Override
  public Shown open(Visit visit) {
    Asked asked = Asked.of(visit);
    Line standing = asked.standing();
    Story story = story(asked, standing, forms(asked, standing));
    return Shown.page(story.title(), "console/story.jte", story);
  }

  private static Story story(Asked asked, Line standing, List<Form> forms) {
    Line useCase =
        Line.of(asked.visit.ask().get("/api/v1/use-cases/" + Entered.encoded(asked.useCase)));
    String name = useCase.at("use_case").find("name").orElse(asked.useCase);
    Story story =
        Story.of(
                "%s to %s".formatted(name, asked.to.replace('_', ' ')),
                standing.isTold()
                    ? lead(standing)
                    : "Nothing goes through it until it is written down what is demanded.")
            .leadingTo(
                List.of(
                    new Link("The use case", asked.visit.to("/use-cases/" + encoded(asked))),
                    new Link("All gates", asked.visit.to("/gates"))))
            .taking(forms);
    return standing.isTold()
        ? story
            .marked(lights(standing))
            .showing(GateFigures.figures(standing))
            .telling(chapters(asked, standing))
        : story.marked(List.of(Cell.of("no gate yet", Tone.QUIET)));
  }

  private static String encoded(Asked asked) {
    return Entered.encoded(asked.useCase);
  }

  private static String lead(Line standing) {
    return "Version %s of the gate, on figures of %s to before %s; the use case is at %s, for %s."
        .formatted(
            standing.text("version"),
            day(standing, "figures_from"),
            day(standing, "figures_to"),
            standing.words("stage"),
            standing.words("audience"));
  }

  private static String day(Line standing, String field) {
    return standing.text(field).replaceFirst("T.*", "");
  }

  private static List<Cell> lights(Line standing) {
    List<Cell> lights = new ArrayList<>();
    lights.add(
        standing.is("holds")
            ? Cell.of("all criteria hold", Tone.GOOD)
            : Cell.of("criteria do not all hold", Tone.WARN));
    lights.add(
        standing.is("stop_iterating")
            ? Cell.of("stop iterating", Tone.GOOD)
            : Cell.of("iterating is not over", Tone.QUIET));
    if (standing.lines("kill").stream().anyMatch(kill -> kill.is("lit"))) {
      lights.add(Cell.of("a kill criterion is lit", Tone.BAD));
    }
    if (standing.at("signed").is("changed")) {
      lights.add(Cell.of("changed since it was signed", Tone.WARN));
    }
    return lights;
  }

  private static List<Chapter> chapters(Asked asked, Line standing) {
    List<Chapter> chapters = new ArrayList<>(GateFigures.chapters(standing));
    Line promotions =
        Line.of(asked.visit.ask().get("/api/v1/promotions?use_case=" + encoded(asked)));
    chapters.add(
        GateFigures.promotions(
            asked.visit,
            promotions.lines("promotions").stream()
                .filter(each -> each.text("to").equals(asked.to))
                .toList()));
    return chapters;
  }

  /// Those that this person may send at all.
  private static List<Form> forms(Asked asked, Line standing) {
    List<Form> forms = new ArrayList<>();
    if (standing.isTold() && asked.may("POST", "/api/v1/promotions")) {
      forms.add(GateForms.proposal());
    }
    if (asked.may("PUT", asked.question())) {
      Form definition =
          GateForms.definition(
              definition(asked, standing), standing.isTold() ? standing.text("version") : "0");
      forms.add(standing.isTold() ? definition : definition.opened());
    }
    if (standing.isTold() && asked.may("DELETE", asked.question())) {
      forms.add(GateForms.removal(standing.text("version")));
    }
    return forms;
  }

  /// As it is in force; where there is none, as is usual.
  private static JsonNode definition(Asked asked, Line standing) {
    String usual =
        "%s/defaults?use_case=%s&to=%s".formatted(GATES, encoded(asked), Entered.encoded(asked.to));
    return standing.isTold()
        ? standing.at("gate").node()
        : Line.of(asked.visit.ask().get(usual)).at("gate").node();
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Asked asked = Asked.of(visit);
    return switch (form.text("do")) {
      case PROPOSE -> proposed(asked, form);
      case PUT -> put(asked, form);
      case REMOVE -> removed(asked, form);
      default ->
          new Shown.Refusal(
              new Refused(
                  400,
                  "invalid",
                  "field 'do' is put, propose or remove, was '%s'".formatted(form.text("do"))));
    };
  }

  private static Shown removed(Asked asked, Entered form) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return answered(
        asked, form, asked.visit.ask().send("DELETE", change(asked, form), nothing), PLAIN);
  }

  private static String change(Asked asked, Entered form) {
    return "%s?why=%s&expected_version=%s"
        .formatted(
            asked.question(),
            Entered.encoded(form.text("why")),
            Entered.encoded(form.text("version")));
  }

  private static Shown put(Asked asked, Entered form) {
    Document document = GateEntries.of(definition(asked, asked.standing()));
    ObjectNode gate = document.body(MissingNode.getInstance(), form);
    return answered(
        asked, form, asked.visit.ask().send("PUT", change(asked, form), gate), document);
  }

  private static Shown proposed(Asked asked, Entered form) {
    ObjectNode body = GateForms.proposal(form).put("use_case", asked.useCase).put("to", asked.to);
    String why = Entered.encoded(form.text("why"));
    return switch (asked.visit.ask().send("POST", "/api/v1/promotions?why=" + why, body)) {
      case Answered.Told(JsonNode tree) ->
          elsewhere(asked, OnePromotion.path(tree.required("id").asText()));
      case Refused refused -> again(asked, form, refused, PLAIN);
    };
  }

  /// @param document that was entered
  private static Shown answered(Asked asked, Entered form, Answered answer, Document document) {
    return switch (answer) {
      case Answered.Told _ -> elsewhere(asked, path(asked.useCase, asked.to));
      case Refused why -> again(asked, form, why, document);
    };
  }

  private static Shown elsewhere(Asked asked, String path) {
    return new Shown.Elsewhere(new Link("There", asked.visit.to(path)));
  }

  private static Shown again(Asked asked, Entered form, Refused why, Document document) {
    Line standing = asked.standing();
    Optional<String> field = document.field(why, form);
    List<Form> forms =
        Form.again(
            forms(asked, standing),
            form.text("do"),
            form::text,
            name -> why.of(name).or(() -> field.filter(name::equals).map(_ -> why.message())),
            why.message());
    if (forms.stream().noneMatch(each -> each.does().equals(form.text("do")))) {
      return new Shown.Refusal(why);
    }
    Story story = story(asked, standing, forms);
    return Shown.again(why, story.title(), "console/story.jte", story);
  }
}
