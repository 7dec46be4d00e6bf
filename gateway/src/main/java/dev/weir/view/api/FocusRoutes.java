package dev.weir.view.api;

import dev.weir.exchange.focus.ClosedPeriods;
import dev.weir.exchange.focus.FocusFormat;
import dev.weir.exchange.focus.FocusQuery;
import dev.weir.exchange.focus.FocusVersion;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.identity.TagNames;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.ReportRange;
import dev.weir.view.right.Right;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The ledger in the words of FOCUS.
final class FocusRoutes {
  private final RunningGateway gateway;
  private final Confirming confirming;

  FocusRoutes(RunningGateway gateway, Confirming confirming) {
    this.gateway = gateway;
    this.confirming = confirming;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("focus", "/api/v1/focus", "Charges as rows of FOCUS, or as a tool takes them.")
            .asks(
                Parameter.text("version", "Of FOCUS: 1.2 (default), 1.3 or 1.4."),
                Ranges.FROM,
                Ranges.TO,
                Ranges.ZONE,
                Parameter.text("granularity", "How long a row's period is: day (default) or hour."),
                Parameter.texts(
                    "tags",
                    "Tags that rows are told apart by, separated by commas or repeated. Default: "
                        + String.join(", ", FocusQuery.USUAL_TAGS)
                        + "."),
                Parameter.text("format", "csv (default), metadata, datadog, vantage or cloudzero."))
            .answersText(FocusFormat.CSV.mediaType())
            .does(FromLedger.of(gateway).does(inquiry -> export(inquiry))));
  }

  private Answer export(Inquiry inquiry) {
    ReportRange range = Ranges.of(inquiry);
    FocusFormat format = FocusFormat.parse(inquiry.asked("format").orElse("csv"));
    FocusQuery query =
        new FocusQuery(
            FocusVersion.parse(inquiry.asked("version").orElse("1.2")),
            range.from(),
            range.to(),
            FocusQuery.Granularity.parse(inquiry.asked("granularity").orElse("day")),
            tags(inquiry),
            ClosedPeriods.of(gateway.closing().periods().closed()),
            confirming.within(range.from(), range.to()));
    if (query.tags().contains(TagNames.USER)) {
      if (!inquiry.veil().isLifted()) {
        return new Answer.Fault(
            403,
            "role_missing",
            "the tag 'user' names single users, and an export has no pseudonyms: this needs the role %s"
                .formatted(
                    Right.READ_USERS.roles().stream()
                        .map(Role::code)
                        .collect(Collectors.joining(" or "))));
      }
      inquiry.veil().look();
    }
    return new Answer.Streamed(
        format.mediaType(), out -> gateway.focus().write(query, format, inquiry.now(), out));
  }

  private static List<String> tags(Inquiry inquiry) {
    if (inquiry.asked("tags").isEmpty()) {
      return FocusQuery.USUAL_TAGS;
    }
    return inquiry.all("tags").stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
