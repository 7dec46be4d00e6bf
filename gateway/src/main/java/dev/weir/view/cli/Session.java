package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What every verb over the API is given: a terminal, and a way to the server.
public record Session(Terminal terminal, Connector connector) {

  /// What a verb does once it has the API; returns an exit code.
  @FunctionalInterface
  interface Work {
    int with(Api api);
  }

  /// What `doctor` does: it also wants to know whom it talks to.
  @FunctionalInterface
  public interface Inspection {
    void with(Api api, String destination);
  }

  public void with(ServerOption where, Inspection inspection) {
    try (Progress _ = Progress.of(terminal, "waiting for the gateway");
        Transport transport = connector.open(where)) {
      inspection.with(new Api(transport, terminal.err()::println), transport.destination());
    }
  }

  /// What a verb does that takes long and says how far it is.
  @FunctionalInterface
  public interface LongWork {
    void with(Api api, Progress progress);
  }

  public void longer(ServerOption where, LongWork work) {
    try (Progress progress = Progress.of(terminal, "waiting for the gateway");
        Transport transport = connector.open(where)) {
      work.with(new Api(transport, terminal.err()::println), progress);
    }
  }

  int on(ServerOption where, Work work) {
    try (Progress _ = Progress.of(terminal, "waiting for the gateway");
        Transport transport = connector.open(where)) {
      return work.with(new Api(transport, terminal.err()::println));
    }
  }

  /// The content of a file that was named on the command line.
  String content(Path file) {
    try {
      return Files.readString(terminal.path(file));
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.USAGE, "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  /// Prints a listing.
  ///
  /// @param member the array of rows within the answer
  public int list(FormatOption format, JsonNode answer, String member, List<Column> columns) {
    Listing listing = new Listing(columns, answer.path(member));
    print(
        switch (format.format()) {
          case TABLE -> listing.table();
          case CSV -> listing.csv();
          case JSON -> Json.indented(answer) + "\n";
        });
    return Exit.OK;
  }

  int show(JsonNode answer) {
    print(Json.indented(answer) + "\n");
    return Exit.OK;
  }

  /// Says what a change has become.
  int changed(JsonNode change) {
    change
        .path("warnings")
        .forEach(warning -> terminal.err().println("weir: warning: " + warning.asText()));
    print(
        "%s %s: version %s in force since %s, by %s\n"
            .formatted(
                change.path("kind").asText(),
                change.path("id").asText(),
                change.path("version").asText(),
                Column.seconds(change.path("at").asText()),
                change.path("who").asText()));
    return Exit.OK;
  }

  void print(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }
}
