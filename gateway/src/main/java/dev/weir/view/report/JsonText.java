package dev.weir.view.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.base.money.Currency;
import dev.weir.flow.catalogue.ExchangeRate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// A report as JSON. Money is text with twelve decimals, an absent figure is null.
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  static String of(Report report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      if (report.query().subject() == Subject.COST) {
        json.writeStringField("currency", Currency.USD);
      }
      if (report.query().conversion().isPresent()) {
        rates(json, report, report.query().conversion().get());
      }
      json.writeStringField("from", report.query().range().from().toString());
      json.writeStringField("to", report.query().range().to().toString());
      json.writeStringField("zone", report.query().range().zone().getId());
      json.writeArrayFieldStart("by");
      for (Dimension dimension : report.query().by()) {
        json.writeString(dimension.label());
      }
      json.writeEndArray();
      rows(json, report);
      json.writeBooleanField("more_rows", report.more());
      if (report.incomplete().isPresent()) {
        json.writeStringField("incomplete", report.incomplete().get());
      }
      json.writeObjectFieldStart("total");
      figures(json, report, report.total());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer does not fail", e);
    }
    return text.append('\n').toString();
  }

  private static void rates(JsonGenerator json, Report report, Conversion into) throws IOException {
    json.writeStringField("organisation_currency", into.currency());
    json.writeArrayFieldStart("rates");
    for (ExchangeRate rate : into.within(report.query().range())) {
      json.writeStartObject();
      json.writeStringField("from", rate.day().toString());
      json.writeStringField("usd", rate.usd().toPlainString());
      json.writeStringField("per_usd", rate.perDollar().toPlainString());
      json.writeStringField("source", rate.origin().source());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (report.lacksRates()) {
      json.writeStringField("no_rate_before", into.firstDay().toString());
    }
  }

  private static void rows(JsonGenerator json, Report report) throws IOException {
    json.writeArrayFieldStart("rows");
    for (Report.Row row : report.rows()) {
      json.writeStartObject();
      json.writeObjectFieldStart("group");
      for (int i = 0; i < row.group().size(); i++) {
        json.writeStringField(report.query().by().get(i).label(), row.group().get(i));
      }
      json.writeEndObject();
      figures(json, report, row.measures());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void figures(JsonGenerator json, Report report, Measures measures)
      throws IOException {
    for (Figure figure : report.query().figures()) {
      Figure.Value value = figure.of(measures);
      json.writeFieldName(figure.field());
      if (value.isNumber()) {
        json.writeNumber(value.exact());
      } else if (value.exact().isEmpty()) {
        json.writeNull();
      } else {
        json.writeString(value.exact());
      }
    }
  }
}
