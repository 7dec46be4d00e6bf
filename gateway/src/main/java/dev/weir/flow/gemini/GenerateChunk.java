package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.GeminiUsage;
import dev.weir.flow.dialect.UsageReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One chunk of a stream, or a whole body: all that it says, since who answers stands behind what
/// is answered. What has another form than the wire says is passed over.
final class GenerateChunk {
  private static final JsonSlice EMPTY = JsonSlice.quoted("");
  private static final JsonSlice NO_ARGUMENTS = JsonSlice.of("{}");

  final List<Candidate> candidates = new ArrayList<>();
  String id = "";
  String model = "";
  String blocked = "";

  /// Whether it has figures of usage.
  boolean usage;

  /// The error's object; null if there is none.
  byte @Nullable [] error;

  /// What a chunk says of one choice.
  static final class Candidate {
    int index;
    String finish = "";
    final List<Said> said = new ArrayList<>();
  }

  /// A part of an answer.
  static final class Said {
    JsonSlice text = EMPTY;
    boolean thought;
    JsonSlice signature = EMPTY;
    boolean call;
    String id = "";
    String name = "";
    JsonSlice arguments = NO_ARGUMENTS;
  }

  /// Reads the object that the cursor stands at.
  ///
  /// @param figures takes what is said of usage
  static GenerateChunk read(JsonCursor cursor, GeminiUsage figures) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      throw new JsonFault("an answer is an object, was " + cursor.kind(), cursor.start());
    }
    var chunk = new GenerateChunk();
    while (cursor.nextMember()) {
      chunk.member(cursor, figures);
    }
    return chunk;
  }

  private void member(JsonCursor cursor, GeminiUsage figures) throws JsonFault {
    switch (cursor.name()) {
      case "candidates" -> {
        if (!cursor.is(Kind.ARRAY)) {
          cursor.skip();
          return;
        }
        while (cursor.nextElement()) {
          candidate(cursor);
        }
      }
      case "usageMetadata" -> {
        figures.read(cursor);
        usage = !(figures.report(false) instanceof UsageReport.Missing);
      }
      case "promptFeedback" -> promptFeedback(cursor);
      case "responseId" -> id = cursor.text();
      case "modelVersion" -> model = cursor.text();
      case "error" -> {
        JsonSlice said = cursor.slice();
        if (said.isObject()) {
          error = Arrays.copyOfRange(said.bytes(), said.from(), said.to());
        }
      }
      default -> cursor.skip();
    }
  }

  private void promptFeedback(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      if (cursor.name().equals("blockReason")) {
        blocked = cursor.is(Kind.INTEGER) ? "BLOCKED_" + cursor.integer() : cursor.text();
      } else {
        cursor.skip();
      }
    }
  }

  private void candidate(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    var candidate = new Candidate();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "index" -> candidate.index = Math.clamp(cursor.integer(), 0, Integer.MAX_VALUE);
        case "finishReason" -> candidate.finish = GenerateWords.reason(cursor);
        case "content" -> content(cursor, candidate);
        default -> cursor.skip(); // ratings, citations, log probabilities
      }
    }
    candidates.add(candidate);
  }

  private static void content(JsonCursor cursor, Candidate candidate) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      if (!cursor.name().equals("parts") || !cursor.is(Kind.ARRAY)) {
        cursor.skip();
        continue;
      }
      while (cursor.nextElement()) {
        if (cursor.is(Kind.OBJECT)) {
          candidate.said.add(part(cursor));
        } else {
          cursor.skip();
        }
      }
    }
  }

  private static Said part(JsonCursor cursor) throws JsonFault {
    var said = new Said();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "text" -> said.text = string(cursor);
        case "thought" -> said.thought = cursor.flag();
        case "thoughtSignature" -> said.signature = string(cursor);
        case "functionCall" -> call(cursor, said);
        case "inlineData", "fileData" ->
            throw new JsonFault(
                "it shows '%s', of which no other wire has a word".formatted(cursor.name()),
                cursor.start());
        default -> cursor.skip(); // of the provider's own tools
      }
    }
    return said;
  }

  private static void call(JsonCursor cursor, Said said) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    said.call = true;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "id" -> said.id = cursor.text();
        case "name" -> said.name = cursor.text();
        case "args" -> {
          JsonSlice arguments = cursor.slice();
          said.arguments = arguments.isObject() ? arguments : NO_ARGUMENTS;
        }
        case "partialArgs", "willContinue" -> {
          if (!cursor.is(Kind.FALSE) && !cursor.is(Kind.NULL)) {
            throw new JsonFault(
                "arguments of a call come in pieces, which was not asked for", cursor.start());
          }
        }
        default -> cursor.skip();
      }
    }
  }

  private static JsonSlice string(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      return cursor.slice();
    }
    cursor.skip();
    return EMPTY;
  }
}
