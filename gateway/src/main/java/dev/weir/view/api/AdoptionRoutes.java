package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.adoption.Adoption;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.adoption.UserUse;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Who may use a use case, and who does.
final class AdoptionRoutes {
  private static final String ROSTERS = "/api/v1/rosters";
  private static final int ROSTER_BYTES = 16 << 20;
  private static final int DECIMALS = 6;
  private static final int USERS_MAX = 1_000;

  private final RunningGateway gateway;
  private final Changes changes;

  AdoptionRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// Who is eligible, or how many: docs/baselines.md.
  record RosterBody() {}

  record RosterList(List<RosterPage> rosters) {}

  /// @param listed whether users are known one by one
  record RosterPage(
      String useCase,
      int eligible,
      boolean listed,
      int activationCalls,
      int activationWithinDays,
      int version,
      Instant at,
      String who) {}

  /// @param activationRate activated ÷ eligible
  /// @param monthlyActiveRate monthly active ÷ eligible
  /// @param beyondRoster users who are not on the roster, in no other figure
  /// @param callsWithoutUser in no other figure either
  /// @param evidence of all but `eligible`, which is the roster's
  /// @param rows paths that open to the users that are counted, and to the calls that name none
  record AdoptionPage(
      String useCase,
      YearMonth month,
      int eligible,
      long activated,
      BigDecimal activationRate,
      long newlyActivated,
      long monthlyActive,
      BigDecimal monthlyActiveRate,
      long beyondRoster,
      long callsWithoutUser,
      List<WeekPage> weeks,
      List<CohortPage> cohorts,
      Optional<DepthPage> depth,
      String evidence,
      List<String> rows) {}

  /// @param next asks for those that follow, as `after`; absent = there are no more
  record AdoptionUsers(List<AdoptionUser> users, Optional<String> next) {}

  /// @param listed whether the roster has the user; everybody is on a counted one
  /// @param activated day on which the roster's rule was met, until the month's end
  /// @param calls in the month
  /// @param weeks Mondays of those with a call
  /// @param rows path of the user's calls in the month
  record AdoptionUser(
      String user,
      boolean listed,
      LocalDate first,
      Optional<LocalDate> activated,
      long calls,
      List<LocalDate> weeks,
      String rows) {}

  /// @param week its Monday
  /// @param activeRate active ÷ eligible
  record WeekPage(LocalDate week, long active, BigDecimal activeRate) {}

  /// @param week Monday of the week of their first call
  /// @param retained share of them that was active in that week, in the next one, and so on
  record CohortPage(LocalDate week, long users, List<BigDecimal> retained) {}

  /// Calls in the month of a user who made any.
  record DepthPage(long calls, double mean, double median, double p95, double gini) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("listRosters", ROSTERS, "Who may use which use case.")
            .answers(RosterList.class)
            .does(_ ->
                Answer.of(
                    new RosterList(
                        changes.current(Kind.ROSTER).stream().map(AdoptionRoutes::page).toList()))),
        Endpoint.change(
                "PUT",
                "putRoster",
                ROSTERS + "/{id}",
                "Says who may use a use case; of users only hashes are kept.")
            .versioned()
            .takes(RosterBody.class, ROSTER_BYTES)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteRoster", ROSTERS + "/{id}", "Takes a roster back.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.ROSTER, inquiry.id(), List.of(), inquiry)),
        Endpoint.get(
                "getAdoption",
                "/api/v1/use-cases/{id}/adoption",
                "Who of those who may use a use case did in a month, and how much.")
            .asks(Parameter.text("month", "Of UTC, as 2026-10; the current one if not said."))
            .answers(AdoptionPage.class)
            .does(ledger.does(this::adoption)),
        Endpoint.get(
                "listAdoptionUsers",
                "/api/v1/use-cases/{id}/adoption/users",
                "The users a month's adoption is counted from, one by one.")
            .asks(
                Parameter.text("month", "Of UTC, as 2026-10; the current one if not said."),
                Parameter.text("after", "Only behind this user: `next` of the last page."),
                Parameter.number("limit", "1 to 1,000; 100 by default."))
            .answers(AdoptionUsers.class)
            .does(ledger.does(this::users)));
  }

  private static RosterPage page(Version version) {
    Roster roster = RosterText.read(version.id(), version.body());
    return new RosterPage(
        roster.useCase(),
        roster.eligible().count(),
        roster.eligible() instanceof Roster.Eligible.Listed,
        roster.activation().calls(),
        roster.activation().withinDays(),
        version.version(),
        version.at(),
        version.who());
  }

  private Answer put(Inquiry inquiry) {
    ObjectNode kept =
        RosterText.write(RosterText.told(inquiry.id(), Json.object(inquiry.content().bytes())));
    return changes.put(Kind.ROSTER, inquiry.id(), kept, inquiry);
  }

  private Answer adoption(Inquiry inquiry) {
    LocalDate today = today(inquiry);
    return roster(inquiry)
        .<Answer>map(roster ->
            Answer.of(
                page(
                    inquiry.id(),
                    gateway.queries().adoption().of(roster, Ranges.monthOrThis(inquiry), today))))
        .orElseGet(() -> Answer.missing("roster", inquiry.id()));
  }

  private Optional<Roster> roster(Inquiry inquiry) {
    return changes
        .current(Kind.ROSTER, inquiry.id())
        .map(version -> RosterText.read(version.id(), version.body()));
  }

  private static LocalDate today(Inquiry inquiry) {
    return LocalDate.ofInstant(inquiry.now(), ZoneOffset.UTC);
  }

  private Answer users(Inquiry inquiry) {
    int limit = inquiry.number("limit", 100);
    if (limit < 1 || limit > USERS_MAX) {
      throw new IllegalArgumentException(
          "parameter 'limit' is 1 to %,d, was '%d'".formatted(USERS_MAX, limit));
    }
    Optional<Roster> roster = roster(inquiry);
    if (roster.isEmpty()) {
      return Answer.missing("roster", inquiry.id());
    }
    YearMonth month = Ranges.monthOrThis(inquiry);
    List<AdoptionUser> users =
        gateway
            .queries()
            .adoption()
            .users(
                roster.get(),
                month,
                today(inquiry),
                inquiry.veil().meant("parameter 'after'", inquiry.asked("after").orElse("")),
                limit)
            .stream()
            .map(use -> user(inquiry.id(), month, use))
            .toList();
    return Answer.of(
        new AdoptionUsers(
            users,
            users.size() < limit
                ? Optional.empty()
                : Optional.of(inquiry.veil().shown(users.getLast().user()))));
  }

  private static AdoptionUser user(String useCase, YearMonth month, UserUse use) {
    return new AdoptionUser(
        use.user(),
        use.listed(),
        use.first(),
        use.activated(),
        use.calls(),
        use.weeks(),
        calls(useCase, month, use.user()));
  }

  private static String calls(String useCase, YearMonth month, String user) {
    return Ground.calls(
        month.atDay(1),
        month.plusMonths(1).atDay(1),
        List.of("use_case=" + useCase, "purpose=primary", "user=" + user));
  }

  private static AdoptionPage page(String useCase, Adoption of) {
    return new AdoptionPage(
        useCase,
        of.month(),
        of.eligible(),
        of.activated(),
        rate(of.activated(), of.eligible()),
        of.newlyActivated(),
        of.monthlyActive(),
        rate(of.monthlyActive(), of.eligible()),
        of.beyondRoster(),
        of.callsWithoutUser(),
        of.weeks().stream()
            .map(week ->
                new WeekPage(week.monday(), week.active(), rate(week.active(), of.eligible())))
            .toList(),
        of.cohorts().stream()
            .map(cohort ->
                new CohortPage(
                    cohort.monday(),
                    cohort.users(),
                    cohort.active().stream().map(active -> rate(active, cohort.users())).toList()))
            .toList(),
        of.depth()
            .map(depth ->
                new DepthPage(
                    depth.calls(), depth.mean(), depth.median(), depth.p95(), depth.gini())),
        Ground.LEDGER,
        List.of(
            "/api/v1/use-cases/%s/adoption/users?month=%s"
                .formatted(PathTemplate.encoded(useCase), of.month()),
            calls(useCase, of.month(), Dimension.NONE)));
  }

  private static BigDecimal rate(long of, long all) {
    return BigDecimal.valueOf(of).divide(BigDecimal.valueOf(all), DECIMALS, RoundingMode.HALF_EVEN);
  }
}
