package dev.weir.view.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir rates`: what an hour of people's work costs.
@Command(
    name = "rates",
    description = "Say what an hour of work costs, and how much of what is saved becomes money.")
public final class RatesVerb {
  private static final String CARDS = "rate-cards";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "name"),
          Column.text("role", "role"),
          Column.usd("USD an hour", "usd_per_hour"),
          Column.percent("redeployed", "redeployed_share"),
          Column.text("from", "from"),
          Column.text("source", "source"),
          Column.text("evidence", "evidence"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private final Session session;

  public RatesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Rate cards in force.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path(CARDS)), "rate_cards", COLUMNS));
  }

  @Command(description = "Say what an hour costs: a JSON file.")
  int put(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path(CARDS, name), file, why, where);
  }

  @Command(description = "End a rate card that no outcome's value uses.")
  int remove(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path(CARDS, name), why, where);
  }
}
