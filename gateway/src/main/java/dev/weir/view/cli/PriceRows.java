package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What `weir prices` lists, as rows: each of the API's answers made flat, and its columns.
final class PriceRows {
  static final List<Column> CATALOGUES =
      List.of(
          Column.text("catalogue", "name"),
          Column.number("version", "version"),
          Column.time("imported", "imported"),
          Column.number("models", "models"),
          Column.number("contracts", "contracts"),
          Column.time("in force since", "at"));

  static final List<Column> MODELS =
      List.of(
          Column.text("provider", "provider"),
          Column.text("model", "model"),
          Column.text("meter", "meter"),
          Column.text("tier", "tier"),
          Column.text("scope", "scope"),
          Column.number("above input tokens", "above_input_tokens"),
          Column.usd("USD", "usd"),
          Column.number("amount", "amount"),
          Column.text("currency", "currency"),
          Column.number("per units", "per"),
          Column.time("from", "from"),
          Column.time("until", "to"),
          Column.text("from (daily)", "daily_from"),
          Column.text("until (daily)", "daily_to"),
          Column.text("catalogue", "catalogue"),
          Column.text("source", "source"),
          Column.text("seen on", "observed_at"));

  static final List<Column> DIFF =
      withPlace(
          List.of(Column.text("change", "change"), Column.text("catalogue", "catalogue")),
          List.of(
              Column.text("before", "was"),
              Column.text("after", "is"),
              Column.percent("by", "share"),
              Column.time("from", "from"),
              Column.time("until", "to"),
              Column.text("seen before", "seen_before"),
              Column.text("seen on", "observed_at"),
              Column.text("source", "source"),
              Column.text("what", "what")));

  static final List<Column> DISPUTES =
      withPlace(
          List.of(Column.text("dispute", "id"), Column.text("state", "state")),
          List.of(
              Column.text("in force", "price"),
              Column.text("from", "source"),
              Column.text("stated", "says"),
              Column.text("set aside", "sets_aside"),
              Column.text("by", "who"),
              Column.time("at", "at"),
              Column.text("why", "why")));

  static final List<Column> HISTORY =
      withPlace(
          List.of(Column.text("catalogue", "catalogue")),
          List.of(
              Column.text("price", "says"),
              Column.time("from", "from"),
              Column.time("until", "to"),
              Column.text("source", "source"),
              Column.text("first seen", "observed_first"),
              Column.text("last seen", "observed_last"),
              Column.number("since version", "since"),
              Column.time("stated since", "at"),
              Column.text("by", "who"),
              Column.text("why", "why"),
              Column.time("stated until", "until_at"),
              Column.text("price book", "price_book")));

  static final List<Column> DECISIONS =
      List.of(
          Column.text("dispute", "id"),
          Column.text("state", "state"),
          Column.text("meter", "meter"),
          Column.text("in force", "says"),
          Column.text("from", "source"),
          Column.time("at", "at"),
          Column.text("by", "who"),
          Column.text("why", "why"));

  static final List<Column> CHARGE =
      List.of(
          Column.number("attempt", "attempt"),
          Column.text("provider", "provider"),
          Column.text("model", "priced_model"),
          Column.text("matched by", "matched_by"),
          Column.text("meter", "meter"),
          Column.number("quantity", "quantity"),
          Column.usd("unit price USD", "unit_price_usd"),
          Column.usd("amount USD", "amount_usd"),
          Column.usd("list price USD", "list_unit_price_usd"),
          Column.text("priced as", "priced_as"),
          Column.text("tier", "tier"),
          Column.text("scope", "scope"),
          Column.rareNumber("above input tokens", "above_input_tokens"),
          Column.text("contract", "contract"),
          Column.text("exchange rate", "exchange"),
          Column.text("catalogue", "catalogue"),
          Column.text("source", "source"),
          Column.text("seen on", "observed_at"),
          Column.time("from", "from"),
          Column.time("until", "to"),
          Column.text("price book", "price_book"),
          Column.text("note", "says"));

  static final List<Column> STALE =
      List.of(
          Column.text("what", "what"),
          Column.text("provider", "provider"),
          Column.text("model", "model"),
          Column.text("catalogue", "catalogue"),
          Column.usd("USD in 30 days", "spent_usd"),
          Column.number("old prices", "old"),
          Column.text("seen on", "observed_at"),
          Column.number("days ago", "days"),
          Column.text("ended", "ended"));

  static final List<Column> IMPORTS =
      List.of(
          Column.text("catalogue", "catalogue"),
          Column.number("version", "version"),
          Column.number("models", "models"),
          Column.number("prices", "prices"),
          Column.number("not taken", "rejected_count"),
          Column.number("disputes of the book", "disputes"),
          Column.number("set aside", "set_aside"),
          Column.text("price book", "price_book"));

  private PriceRows() {}

  /// Columns around those that say what a price is of.
  private static List<Column> withPlace(List<Column> before, List<Column> after) {
    List<Column> place =
        List.of(
            Column.text("provider", "provider"),
            Column.text("model", "model"),
            Column.text("meter", "meter"),
            Column.text("tier", "tier"),
            Column.text("scope", "scope"),
            Column.rareNumber("above input tokens", "above_input_tokens"));
    return Stream.of(before, place, after).flatMap(List::stream).toList();
  }

  static ObjectNode models(JsonNode answer) {
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    for (JsonNode model : answer.path("models")) {
      for (JsonNode price : model.path("prices")) {
        copy(rows, price)
            .put("provider", model.path("provider").asText())
            .put("model", model.path("id").asText())
            .put("catalogue", model.path("catalogue").asText());
      }
    }
    return page;
  }

  static ObjectNode diff(JsonNode answer) {
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    for (JsonNode change : answer.path("changes")) {
      JsonNode before = change.path("before");
      JsonNode after = change.path("after");
      ObjectNode row = copy(rows, change);
      row.setAll((ObjectNode) (after.isObject() ? after : before));
      row.put("was", price(before)).put("is", price(after));
      row.set("seen_before", before.path("observed_at"));
      row.set("observed_at", after.path("observed_at"));
    }
    answer.path("terms").forEach(term -> copy(rows, term).set("meter", term.path("kind")));
    for (JsonNode dispute : answer.path("disputes")) {
      JsonNode first = dispute.path("stated").path(0);
      ObjectNode row = copy(rows, dispute);
      row.put("change", "set aside")
          .put("catalogue", first.path("catalogue").asText())
          .put("was", price(dispute.path("in_force")))
          .put("is", price(first.path("prices").path(0)))
          .put("what", stated(dispute));
      row.set("share", first.path("share"));
    }
    return page;
  }

  static ObjectNode disputes(JsonNode answer) {
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    for (JsonNode dispute : answer.path("disputes")) {
      ObjectNode row = copy(rows, dispute);
      row.put("price", price(dispute.path("in_force"))).put("says", stated(dispute));
      row.set("source", dispute.path("in_force").path("source"));
    }
    return page;
  }

  /// `genai-prices 6 USD per 1000000 (+100 %, seen on 2026-11-01)`, of each source.
  private static String stated(JsonNode dispute) {
    List<String> all = new ArrayList<>();
    for (JsonNode source : dispute.path("stated")) {
      JsonNode last = source.path("prices").path(source.path("prices").size() - 1);
      List<String> more = new ArrayList<>();
      if (source.hasNonNull("share")) {
        BigDecimal share = new BigDecimal(source.path("share").asText()).movePointRight(2);
        more.add(
            (share.signum() > 0 ? "+" : "") + share.stripTrailingZeros().toPlainString() + " %");
      }
      if (last.hasNonNull("observed_at")) {
        more.add("seen on " + last.path("observed_at").asText());
      }
      all.add(
          "%s %s (%s)"
              .formatted(source.path("catalogue").asText(), price(last), String.join(", ", more)));
    }
    return String.join("; ", all);
  }

  static ObjectNode history(JsonNode answer) {
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    for (JsonNode life : answer.path("prices")) {
      ObjectNode row = copy(rows, life.path("price"));
      row.setAll((ObjectNode) life);
      row.put("says", price(life.path("price")));
    }
    ArrayNode decisions = page.putArray("decisions");
    for (JsonNode decision : answer.path("decisions")) {
      ObjectNode row = copy(decisions, decision);
      row.put("says", price(decision.path("in_force")));
      row.set("source", decision.path("in_force").path("source"));
    }
    return page;
  }

  static ObjectNode charge(JsonNode answer) {
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    for (JsonNode attempt : answer.path("attempts")) {
      for (JsonNode line : attempt.path("lines")) {
        ObjectNode row = copy(rows, attempt);
        row.remove("says");
        row.setAll((ObjectNode) line);
        if (line.path("cell") instanceof ObjectNode cell) {
          row.setAll(cell);
          row.put("exchange", exchange(cell));
        }
      }
      for (JsonNode unpriced : attempt.path("unpriced")) {
        copy(rows, attempt)
            .put("meter", unpriced.path("name").asText())
            .put("says", "not priced: " + unpriced.path("why").asText());
      }
      if (attempt.hasNonNull("says")) {
        copy(rows, attempt);
      }
    }
    return page;
  }

  private static String exchange(JsonNode cell) {
    return cell.hasNonNull("currency")
        ? "%s %s per %s at %s USD of %s, %s"
            .formatted(
                cell.path("amount").asText(),
                cell.path("currency").asText(),
                cell.path("per").asText(),
                cell.path("rate_usd").asText(),
                cell.path("rate_day").asText(),
                cell.path("rate_source").asText())
        : "";
  }

  static ObjectNode stale(JsonNode answer) {
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    answer.path("catalogues").forEach(each -> copy(rows, each).put("what", "catalogue"));
    answer.path("models").forEach(each -> copy(rows, each).put("what", "model"));
    for (JsonNode rate : answer.path("rates")) {
      copy(rows, rate)
          .put("what", "rate of " + rate.path("currency").asText())
          .put("catalogue", rate.path("source").asText())
          .put("observed_at", rate.path("date").asText());
    }
    return page;
  }

  /// `3 USD per 1000000`; nothing where there is no price.
  private static String price(JsonNode price) {
    if (!price.isObject()) {
      return "";
    }
    boolean foreign = price.hasNonNull("currency");
    return "%s %s per %s"
        .formatted(
            price.path(foreign ? "amount" : "usd").asText(),
            foreign ? price.path("currency").asText() : "USD",
            price.path("per").asText());
  }

  private static ObjectNode copy(ArrayNode rows, JsonNode row) {
    ObjectNode copy = ((ObjectNode) row).deepCopy();
    rows.add(copy);
    return copy;
  }
}
