package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.upstream.Attempt;
import java.util.concurrent.Executor;

/// One answer that does as its fate says. Its usage, where it comes that far, is 7 and 9 tokens.
final class FatedAnswer implements Sending {
  private static final long MILLI = 1_000_000L;
  private static final String ERROR =
      "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"}}";

  private final SimTime time;
  private final Executor loop;
  private final AnswerSink sink;
  private final boolean openAi;
  private final boolean stream;
  private final String model;
  private long due;
  private boolean over;

  FatedAnswer(SimTime time, Executor loop, Attempt attempt, AnswerSink sink) {
    this.time = time;
    this.loop = loop;
    this.sink = sink;
    this.openAi = attempt.wire().dialect() == Dialect.OPENAI;
    this.stream = attempt.stream();
    this.model = attempt.model();
  }

  Sending begin(Fate fate) {
    switch (fate) {
      case WELL -> whole(content());
      case REFUSED -> fail(Failure.Kind.REFUSED, 1);
      case RESET -> fail(Failure.Kind.RESET, 20);
      case SILENT_HEAD -> fail(Failure.Kind.NO_ANSWER, 3_000);
      case STATUS_429 -> status(429, "{\"error\":{\"type\":\"rate_limit_error\"}}");
      case STATUS_500 -> status(500, "{\"error\":{\"type\":\"api_error\"}}");
      case STATUS_529 -> status(529, "{\"error\":{\"type\":\"overloaded_error\"}}");
      case STATUS_401 -> status(401, "{\"error\":{\"type\":\"authentication_error\"}}");
      case STATUS_403 -> status(403, "{\"error\":{\"type\":\"permission_error\"}}");
      case STATUS_400 -> status(400, "{\"error\":{\"type\":\"invalid_request_error\"}}");
      case FILTERED -> status(400, "{\"error\":{\"code\":\"content_filter\"}}");
      case TOO_LONG -> status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}");
      case CUT_EARLY -> broken(early(), Failure.Kind.CUT);
      case CUT_LATE -> broken(late(), Failure.Kind.CUT);
      case SILENT_EARLY -> broken(early(), Failure.Kind.TIMED_OUT);
      case SILENT_LATE -> broken(late(), Failure.Kind.TIMED_OUT);
      case ERROR_EARLY -> whole(stream ? early() + errorEvent() : ERROR);
      case ERROR_LATE -> whole(stream ? late() + errorEvent() : ERROR);
      case EMPTY -> whole("");
      case WRONG_TYPE -> {
        head(200, "text/html");
        body("<html>");
        end();
      }
      case UNENDED_EARLY -> whole(early());
      case UNENDED_LATE -> whole(late());
    }
    return this;
  }

  private String content() {
    String[] words = {"a", "b", "c"};
    if (stream) {
      return openAi
          ? Wires.openAiStream(model, words, Wires.openAiUsage(7, 9, 16))
          : Wires.anthropicStream(model, words, 7, 9);
    }
    return openAi
        ? Wires.openAiWhole(model, "a b c", Wires.openAiUsage(7, 9, 16))
        : Wires.anthropicWhole(model, "a b c", Wires.anthropicUsage(7, 9));
  }

  /// What comes before the first token.
  private String early() {
    if (!stream) {
      return content().substring(0, 20);
    }
    return openAi
        ? "data: {\"id\":\"r\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
            .formatted(model)
        : content().substring(0, content().indexOf("event: content_block_delta"));
  }

  /// The first token as well.
  private String late() {
    String all = content();
    if (!stream) {
      return all.substring(0, all.length() - 5);
    }
    String first = openAi ? "" : early();
    return all.substring(0, all.indexOf("\n\n", first.length()) + 2);
  }

  private String errorEvent() {
    return (openAi ? "data: " : "event: error\ndata: ") + ERROR + "\n\n";
  }

  private void status(int status, String json) {
    head(status, "application/json");
    body(json);
    end();
  }

  private void whole(String text) {
    head(200, stream ? "text/event-stream" : "application/json");
    body(text);
    end();
  }

  private void broken(String text, Failure.Kind kind) {
    head(200, stream ? "text/event-stream" : "application/json");
    body(text);
    fail(kind, kind == Failure.Kind.CUT ? 1 : 3_000);
  }

  private void head(int status, String type) {
    then(20, () -> sink.head(status, Headers.of("content-type", type)));
  }

  private void body(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > 0) {
      then(5, () -> sink.chunk(bytes));
    }
  }

  private void end() {
    then(
        5,
        () -> {
          over = true;
          sink.end();
        });
  }

  private void fail(Failure.Kind kind, long millis) {
    then(
        millis,
        () -> {
          over = true;
          sink.failed(new Failure(kind, "planted"));
        });
  }

  private void then(long millis, Runnable step) {
    due += millis * MILLI;
    time.process(
        due,
        () ->
            loop.execute(() -> {
              if (!over) {
                step.run();
              }
            }));
  }

  @Override
  public void cancel() {
    over = true;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}
}
