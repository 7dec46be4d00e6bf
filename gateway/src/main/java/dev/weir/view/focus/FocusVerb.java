package dev.weir.view.focus;

import dev.weir.view.cli.Session;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `weir focus`: a verb for each way.
@Command(name = "focus", description = "Export the ledger as FOCUS rows; check such a file.")
public final class FocusVerb {
  private FocusVerb() {}

  /// The verb with the verbs below it.
  public static CommandLine of(Session session) {
    CommandLine verb = new CommandLine(new FocusVerb());
    List.of(new ExportVerb(session), new CheckVerb(session)).forEach(verb::addSubcommand);
    return verb;
  }
}
