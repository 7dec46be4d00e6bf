package dev.weir.view.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Parquet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What every verb over the API is given: a terminal, and a way to the server.
public record Session(Terminal terminal, Connector connector) {
  /// What a body may have; the API has bounds of its own.
  private static final int TABLE_CHARACTERS_MAX = 64 << 20;

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
    return text(file, bytes(file));
  }

  /// The same, as CSV if it is Parquet.
  String table(Path file) {
    byte[] content = bytes(file);
    if (!Parquet.is(content)) {
      return text(file, content);
    }
    try {
      return Parquet.csv(file.toString(), content, TABLE_CHARACTERS_MAX);
    } catch (IllegalArgumentException unreadable) {
      throw new CommandFailure(Exit.USAGE, String.valueOf(unreadable.getMessage()));
    }
  }

  private byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(terminal.path(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String text(Path file, byte[] content) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(file, e);
    }
  }

  private static CommandFailure unreadable(Path file, IOException reason) {
    return new CommandFailure(
        Exit.USAGE, "%s cannot be read: %s".formatted(file, reason.getClass().getSimpleName()));
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

  /// Makes a change, and says what it has become.
  int change(String method, String path, ObjectNode body, WhyOption why, ServerOption where) {
    return on(where, api -> changed(api.change(method, path + why.query(), body)));
  }

  /// Puts what a JSON file says in force.
  int putFile(String path, Path file, WhyOption why, ServerOption where) {
    String content = content(file);
    String at = path + why.query();
    return on(where, api -> changed(Json.read(api.text("PUT", at, content, "application/json"))));
  }

  /// Puts each row of a CSV file in force.
  ///
  /// @param rows what each of them is, in the plural
  int importRows(String path, String rows, Path file, WhyOption why, ServerOption where) {
    String content = content(file);
    String at = path + why.query();
    return on(
        where,
        api -> {
          JsonNode answer = Json.read(api.text("POST", at, content, "text/csv"));
          print(
              "%d %s set, %d as they were\n"
                  .formatted(answer.path("set").asInt(), rows, answer.path("unchanged").asInt()));
          return Exit.OK;
        });
  }

  /// Takes what is at a path out of force.
  int remove(String path, WhyOption why, ServerOption where) {
    return on(where, api -> changed(api.delete(path + why.query())));
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
