package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Typed;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The forms that tell of usage beside the gateway: one record by its fields, many by a file, and
/// taking some back.
final class UsageForms {
  static final String VOID = "void";
  static final String IMPORT = "import";
  static final String TRY_IMPORT = "try-import";
  static final String RECORD = "record";
  static final String TRY_RECORD = "try-record";

  private static final String LOOK = "See what would be booked";

  private static final FormField SOURCE =
      text("source", "Source").hinted("Who tells of it: as batch-jobs.");
  private static final FormField RESTATE =
      FormField.of("restate", "For closed months too, as restatements", "check");

  private UsageForms() {}

  static boolean isTried(String button) {
    return Set.of(TRY_IMPORT, TRY_RECORD).contains(button);
  }

  static Refused unknown(String button) {
    String buttons = String.join(", ", RECORD, TRY_RECORD, IMPORT, TRY_IMPORT, VOID);
    return new Refused(
        400, "invalid", "field 'do' is one of %s, was '%s'".formatted(buttons, button));
  }

  static List<Form> all() {
    return List.of(one(), many(), takeBack());
  }

  private static Form one() {
    return Form.of(
            RECORD,
            "Record usage",
            "One call, or a sum of many. Told again under the same id, it is booked once.",
            List.of(
                SOURCE,
                text("id", "Id").hinted("Names it within its source."),
                text("at", "Used at").hinted("An instant as 2026-10-05T08:00:00Z, or a day."),
                text("provider", "Provider").hinted("By its configured name."),
                text("model", "Model"),
                text("input", "Input tokens").hinted("With what was cached."),
                text("output", "Output tokens").hinted("With reasoning."),
                text("cost_usd", "What it cost, USD")
                    .hinted("As the source says. Empty = by the price book."),
                FormField.of("tags", "Tags", "area").hinted("A line each, as team=red.")))
        .folding(rare())
        .previewedBy(new Button(TRY_RECORD, LOOK));
  }

  private static List<FormField> rare() {
    return List.of(
        text("until", "Until").hinted("Of a sum: its end."),
        text("requests", "Requests").hinted("Of a sum: how many. Empty = 1."),
        text("cache_read", "Read from a cache, tokens"),
        text("cache_write_5m", "Written to a cache for 5 minutes, tokens"),
        text("cache_write_1h", "Written to a cache for an hour, tokens"),
        text("reasoning", "Reasoning, tokens"),
        FormField.of("more", "Other quantities", "area")
            .hinted("By the names that prices have; a line each, as web_search=3."),
        text("model_served", "Model that answered"),
        text("service_tier", "Service tier"),
        text("region", "Region"),
        text("response_id", "Id of the answer").hinted("So that no call is booked twice."),
        text("account", "Provider's account"),
        text("key", "Provider's key"),
        text("seats_assigned", "Seats assigned").hinted("Of what is sold by seat."),
        text("seats_active", "Seats in use"),
        text("purpose", "Purpose").hinted("As judge. Empty = primary."),
        FormField.choice(
            "provenance",
            "How it is known",
            List.of(
                new Option("", "as the provider reported it"),
                new Option("counted", "counted"),
                new Option("estimated", "estimated"))),
        RESTATE);
  }

  private static Form many() {
    return Form.of(
            IMPORT,
            "Import usage records",
            "All of the file or nothing; every record that is wrong is named. At most 1 MiB here,"
                + " longer ones by the command line.",
            List.of(
                SOURCE,
                FormField.choice(
                    "format",
                    "Format",
                    List.of(
                        new Option("csv", "comma-separated"),
                        new Option("json", "JSON"),
                        new Option("otlp", "an export of traces (OTLP, JSON)"))),
                FormField.of("content", "Content", "area")
                    .hinted("As id,at,provider,model,input,output,team, then a line each."),
                RESTATE))
        .previewedBy(new Button(TRY_IMPORT, LOOK));
  }

  private static Form takeBack() {
    return Form.of(
            VOID,
            "Take records back",
            "Nothing of them is spent any more; their ids stay taken.",
            List.of(
                SOURCE,
                FormField.of("ids", "Ids", "area").hinted("A line each, or with commas."),
                text("why", "Why").hinted("Needed: who reads it later wants to know.")))
        .forGood();
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  static ObjectNode record(Entered entered) {
    ObjectNode record =
        Typed.of(entered)
            .texts("id", "at", "until", "provider", "model", "model_served", "service_tier")
            .texts("region", "response_id", "account", "key", "provenance", "cost_usd", "purpose")
            .numbers("requests")
            .members("tags")
            .body();
    ObjectNode usage =
        Typed.of(entered)
            .numbers("input", "output", "cache_read", "cache_write_5m", "cache_write_1h")
            .numbers("reasoning")
            .members("more")
            .body();
    if (!usage.isEmpty()) {
      record.set("usage", counted(usage));
    }
    ObjectNode seats = JsonNodeFactory.instance.objectNode();
    Map.of("seats_assigned", "assigned", "seats_active", "active")
        .forEach((field, name) ->
            entered.find(field).ifPresent(text -> seats.set(name, Typed.number(text))));
    if (!seats.isEmpty()) {
      record.set("seats", seats);
    }
    return record;
  }

  /// Other quantities are numbers too.
  private static ObjectNode counted(ObjectNode usage) {
    if (usage.get("more") instanceof ObjectNode more) {
      more.properties()
          .forEach(each -> {
            JsonNode number = Typed.number(each.getValue().asText());
            each.setValue(number);
          });
    }
    return usage;
  }
}
