package dev.weir.flow.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a request line asks for.
///
/// @param model from the path, its escapes undone; empty where the body names it
/// @param stream true if the path says so; elsewhere the body does
/// @param operation what is asked for, where the wire is no known one
public record Incoming(Wire wire, String model, boolean stream, Optional<Operation> operation) {
  private static final String METHOD = "POST";

  private static final List<Path> PATHS =
      List.of(
          Path.of(Wire.OPENAI_CHAT, "/v1/chat/completions"),
          Path.of(Wire.OPENAI_RESPONSES, "/v1/responses"),
          Path.of(Wire.OPENAI_COMPLETIONS, "/v1/completions"),
          Path.of(Wire.OPENAI_EMBEDDINGS, "/v1/embeddings"),
          Path.of(Wire.ANTHROPIC_MESSAGES, "/v1/messages"),
          Path.of(Wire.ANTHROPIC_COUNT_TOKENS, "/v1/messages/count_tokens"),
          gemini(Wire.GEMINI_GENERATE, ":generateContent", false),
          gemini(Wire.GEMINI_GENERATE, ":streamGenerateContent", true),
          gemini(Wire.GEMINI_EMBED, ":embedContent", false),
          gemini(Wire.GEMINI_BATCH_EMBED, ":batchEmbedContents", false),
          gemini(Wire.GEMINI_COUNT_TOKENS, ":countTokens", false),
          new Path(Wire.BEDROCK_CONVERSE, "/model/", "/converse", false),
          new Path(Wire.BEDROCK_CONVERSE, "/model/", "/converse-stream", true));

  private static Path gemini(Wire wire, String verb, boolean stream) {
    return new Path(wire, "/v1beta/models/", verb, stream);
  }

  /// @param before all of the path, or what comes before the model
  /// @param behind what comes behind the model; empty if the path has none
  /// @param itself what a path without a model asks for
  private record Path(
      Wire wire, String before, String behind, boolean stream, Optional<Incoming> itself) {
    private Path(Wire wire, String before, String behind, boolean stream) {
      this(wire, before, behind, stream, Optional.of(new Incoming(wire, "", stream)));
    }

    private static Path of(Wire wire, String path) {
      return new Path(wire, path, "", false);
    }

    private Optional<Incoming> match(String path) {
      if (behind.isEmpty()) {
        return path.equals(before) ? itself : Optional.empty();
      }
      int model = path.length() - before.length() - behind.length();
      return model > 0 && path.startsWith(before) && path.endsWith(behind)
          ? decoded(path.substring(before.length(), before.length() + model))
              .map(named -> new Incoming(wire, named, stream))
          : Optional.empty();
    }

    /// The name without its percent escapes; empty if they are none, or it is blank. A plus sign
    /// stands for itself in a path.
    private static Optional<String> decoded(String name) {
      try {
        return Optional.of(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8))
            .filter(decoded -> !decoded.isBlank());
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return METHOD + " " + (behind.isEmpty() ? before : before + "{model}" + behind);
    }
  }

  public Incoming {
    if (wire.known() == operation.isPresent()) {
      throw new IllegalArgumentException(
          "%s: what is no wire is an operation, and nothing else is".formatted(wire.code()));
    }
  }

  /// By a wire.
  public Incoming(Wire wire, String model, boolean stream) {
    this(wire, model, stream, Optional.empty());
  }

  /// The same, if it is an operation billed nothing.
  public Incoming free() {
    return operation.map(own -> own.free().incoming()).orElse(this);
  }

  /// The name in journal and reports: `openai.chat`.
  public String code() {
    return operation.map(Operation::code).orElse(wire.code());
  }

  /// Whose manners it asks for.
  public Dialect dialect() {
    return operation.map(Operation::dialect).orElse(wire.dialect());
  }

  /// A wire whose body says all.
  public static Incoming of(Wire wire) {
    return new Incoming(wire, "", false);
  }

  /// A request of a wire for a model, which is empty here where the body names it.
  public static Incoming of(Wire wire, String model, boolean stream) {
    return switch (wire.dialect()) {
      case OPENAI, ANTHROPIC -> of(wire);
      case GEMINI, BEDROCK -> new Incoming(wire, model, stream);
    };
  }

  /// @param path exact, without its query
  public static Optional<Incoming> of(String method, String path) {
    if (!method.equals(METHOD)) {
      return Optional.empty();
    }
    for (Path known : PATHS) {
      Optional<Incoming> incoming = known.match(path);
      if (incoming.isPresent()) {
        return incoming;
      }
    }
    return Optional.empty();
  }

  /// Whose manners a request asks for, as far as what came of it tells.
  ///
  /// @param saysSo whether it has a header that only Anthropic's clients send
  public static Dialect dialect(String path, boolean saysSo) {
    if (saysSo || path.startsWith("/v1/messages")) {
      return Dialect.ANTHROPIC;
    }
    if (path.startsWith("/v1beta")) {
      return Dialect.GEMINI;
    }
    return path.startsWith("/model/") ? Dialect.BEDROCK : Dialect.OPENAI;
  }

  /// All request lines there are, for a person.
  public static String known() {
    return PATHS.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
