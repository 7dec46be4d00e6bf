package dev.weir.view.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir costs pool`: one pool at a time.
@Command(name = "pool", description = "Set one pool, or take one out of force.")
final class PoolVerb {
  private static final String NAME = "NAME";

  private final Session session;

  PoolVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Say what a pool costs, and who bears it: a JSON file of it.")
  int put(
      @Parameters(paramLabel = NAME) String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path("pools", name), file, why, where);
  }

  @Command(
      description = {
        "Take a pool out of force, in every month; one that has ended has a last month instead",
        "(until)."
      })
  int remove(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("pools", name), why, where);
  }
}
