package dev.weir.view.api;

import dev.weir.value.pack.Pack;
import dev.weir.value.pack.PackCsv;
import dev.weir.value.pack.PackHtml;
import dev.weir.value.pack.PackMarkdown;
import dev.weir.value.pack.PackPrint;
import dev.weir.value.pack.Restatement;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// A month's pack put together now: by itself, beside the one that was frozen, on paper.
final class ReviewPackRoutes {
  private static final String REVIEW = "/api/v1/reviews/{month}";

  private final RunningGateway gateway;
  private final HeldReviews held;
  private final PackDraft drafts;

  ReviewPackRoutes(RunningGateway gateway, Changes changes, PackDraft drafts) {
    this.gateway = gateway;
    this.drafts = drafts;
    this.held = new HeldReviews(gateway.books(), changes);
  }

  /// @param at of the pack it was compared with
  record RestatementPage(
      YearMonth month, Instant heldAt, Instant at, List<RestatementLine> restatements) {}

  record RestatementLine(
      String table,
      String of,
      String figure,
      Optional<BigDecimal> held,
      Optional<BigDecimal> today,
      BigDecimal difference) {
    static RestatementLine of(Restatement line) {
      return new RestatementLine(
          line.table(), line.of(), line.figure(), line.held(), line.today(), line.difference());
    }
  }

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("draftReview", REVIEW + "/draft", "The pack of a month, put together now.")
            .answers(Pack.class)
            .does(ledger.does(inquiry -> Answer.of(pack(inquiry)))),
        Endpoint.get(
                "listRestatements",
                REVIEW + "/restatements",
                "What is said of the month by now, less what was frozen.")
            .answers(RestatementPage.class)
            .does(ledger.does(this::restated)),
        Endpoint.get("exportReview", REVIEW + "/export", "A held review, or else the draft.")
            .asks(Parameter.text("format", "md (default), html or csv."))
            .answersText("text/markdown; charset=utf-8")
            .does(ledger.does(this::export)));
  }

  private Pack pack(Inquiry inquiry) {
    return drafts.of(ReviewRoutes.month(inquiry), held, inquiry.now());
  }

  private Answer restated(Inquiry inquiry) {
    YearMonth month = ReviewRoutes.month(inquiry);
    return held.of(month)
        .map(review ->
            Answer.of(
                new RestatementPage(
                    month,
                    review.at(),
                    inquiry.now(),
                    restatements(review, inquiry).stream().map(RestatementLine::of).toList())))
        .orElseGet(() -> ReviewRoutes.missing(month));
  }

  private List<Restatement> restatements(HeldReview review, Inquiry inquiry) {
    return Restatement.between(review.pack(), Json.tree(pack(inquiry)));
  }

  private Answer export(Inquiry inquiry) {
    PackPrint print =
        held.of(ReviewRoutes.month(inquiry))
            .map(review -> print(review, inquiry))
            .orElseGet(() -> print(pack(inquiry)));
    String format = inquiry.asked("format").orElse("md");
    return switch (format) {
      case "md" -> new Answer.Text(200, "text/markdown; charset=utf-8", PackMarkdown.write(print));
      case "html" -> new Answer.Text(200, "text/html; charset=utf-8", PackHtml.write(print));
      case "csv" -> new Answer.Text(200, "text/csv; charset=utf-8", PackCsv.write(print));
      default ->
          throw new IllegalArgumentException(
              "parameter 'format' is one of [md, html, csv], was '%s'".formatted(format));
    };
  }

  private PackPrint print(HeldReview review, Inquiry inquiry) {
    return new PackPrint(
        review.pack(),
        "Held on %s by %s.".formatted(ReviewRoutes.day(review.at()), review.who()),
        Optional.of(review.sha256()),
        review.narrative(),
        review.decisions(),
        restatements(review, inquiry));
  }

  private static PackPrint print(Pack pack) {
    return new PackPrint(
        Json.tree(pack),
        "A draft of %s; no review was held.".formatted(ReviewRoutes.day(pack.at())),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
