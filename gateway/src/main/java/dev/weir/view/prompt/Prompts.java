package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Ask;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import java.util.List;
import java.util.Optional;

/// Names, prompts and their modules: what they hold, what they cost, what is tried with them.
public final class Prompts implements Page {
  public static final String PATH = "/prompts";

  private static final String TITLE = "Prompts";
  private static final String TEMPLATE = "prompt/prompts.jte";
  private static final String ID = "id";
  private static final String KIND = "kind";

  @Override
  public Place place() {
    return Place.in(Section.RUNNING, PATH, TITLE, "/api/v1/prompts");
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, TEMPLATE, page(visit, Entered.NOTHING, Optional.empty()));
  }

  /// Leads to the page on which a thing is made or changed.
  @Override
  public Shown submit(Visit visit, Entered form) {
    String id = form.text(ID);
    if (id.isEmpty()) {
      Refused why = Edit.invalid(ID, "is missing: how the thing is called");
      return Shown.again(why, TITLE, TEMPLATE, page(visit, form, Optional.of(why)));
    }
    String path =
        switch (form.text(KIND)) {
          case "alias" -> OneName.path(id);
          case "module" -> OneModule.path(id);
          default -> OnePrompt.path(id);
        };
    return new Shown.Elsewhere(new Link(id, visit.to(path)));
  }

  private static PromptsPage page(Visit visit, Entered form, Optional<Refused> why) {
    Ask ask = visit.ask();
    JsonNode prompts = ask.get("/api/v1/prompts").tree();
    String report = visit.period().report("model_asked");
    return new PromptsPage(
        PromptTables.prompts(visit, prompts),
        PromptTables.costs(ask.get(report).tree(), visit.period()),
        PromptTables.aliases(visit, ask.get("/api/v1/names").tree()),
        PromptTables.modules(visit, ask.get("/api/v1/modules").tree()),
        PromptTables.experiments(ask.get("/api/v1/experiments").tree()),
        ask.may("PUT", "/api/v1/prompts/any") ? opens(form, why) : List.of());
  }

  private static List<FormField> opens(Entered form, Optional<Refused> why) {
    return List.of(
        FormField.choice(
                KIND,
                "Kind",
                List.of(
                    new Option("prompt", "Prompt: modules put together"),
                    new Option("module", "Module: a text with holes"),
                    new Option("alias", "Alias: a name for a route")))
            .holding(form.text(KIND)),
        FormField.of(ID, "Name", "text")
            .holding(form.text(ID))
            .hinted("Lower-case letters, digits, dashes; one that is there is opened.")
            .wrong(why.flatMap(it -> it.of(ID))));
  }
}
