package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.upstream.Attempt;
import dev.weir.flow.upstream.Upstream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Providers of both dialects with every fault a wire can have. Keeps its own book of what it
/// served, which outlives the process that asked.
final class SimProvider {
  private static final Pattern MAX_TOKENS =
      Pattern.compile("\"max_(?:completion_)?tokens\":(\\d+)");
  private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");

  private final SimTime time;
  private final RandomGenerator random;
  private final int wholeBytesMax;
  private final Map<String, Row> book = new HashMap<>();

  /// What it knows of one request.
  static final class Row {
    final long input;
    final long output;

    /// The answer is no error, so the request is billed.
    boolean billed;

    /// It says its usage, and says it right.
    boolean honest;

    /// The process that asked was given all of the answer that says the usage.
    boolean delivered;

    Row(long input, long output) {
      this.input = input;
      this.output = output;
    }
  }

  /// @param wholeBytesMax longest answer taken that is no stream
  SimProvider(SimTime time, RandomGenerator random, int wholeBytesMax) {
    this.time = time;
    this.random = random;
    this.wholeBytesMax = wholeBytesMax;
  }

  /// By attempt id.
  Map<String, Row> book() {
    return book;
  }

  Upstream on(Executor loop) {
    return (attempt, sink) -> new Answering(loop, attempt, sink).begin();
  }

  /// How a request fares.
  private enum Fate {
    WELL,
    ERROR,
    NOT_SENT,
    RESET,
    SILENT_HEAD,
    CUT,
    SILENT_BODY,
    HANG,
    NO_USAGE,
    CONTRADICTION,
    OVERRUN,
    ABSURD
  }

  private Fate fate() {
    if (random.nextInt(100) < 70) {
      return Fate.WELL;
    }
    Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
    return fate == Fate.OVERRUN && random.nextInt(4) != 0 ? Fate.WELL : fate;
  }

  private final class Answering implements Sending {
    private final Executor loop;
    private final Attempt attempt;
    private final AnswerSink sink;
    private final Fate fate = fate();
    private final boolean slow = random.nextInt(20) == 0;
    private byte[] answer = {};
    private int given;
    private int usageEnd;
    private boolean over;
    private boolean paused;
    private boolean waiting;

    Answering(Executor loop, Attempt attempt, AnswerSink sink) {
      this.loop = loop;
      this.attempt = attempt;
      this.sink = sink;
    }

    Sending begin() {
      String body = new String(attempt.body(), UTF_8);
      long bound = number(body);
      long output = 1 + random.nextLong(bound);
      long input = 1 + random.nextLong(attempt.body().length);
      if (fate == Fate.OVERRUN) {
        output = bound * 3 + 1_000;
      } else if (fate == Fate.ABSURD && body.contains("large")) {
        output = 900_000_000_000L; // dearer than any charge can be
      }
      Row row = new Row(input, output);
      if (fate != Fate.NOT_SENT) {
        book.put(attempt.id(), row);
      }
      switch (fate) {
        case NOT_SENT -> fail(Failure.Kind.REFUSED, 1_000_000);
        case RESET -> fail(Failure.Kind.RESET, 20_000_000);
        case SILENT_HEAD -> fail(Failure.Kind.NO_ANSWER, 2_000_000_000L);
        case HANG -> {}
        case ERROR -> error();
        case WELL, CUT, SILENT_BODY, NO_USAGE, CONTRADICTION, OVERRUN, ABSURD -> {
          row.billed = true;
          row.honest = fate != Fate.NO_USAGE && fate != Fate.CONTRADICTION && fate != Fate.ABSURD;
          answer(body, row);
        }
      }
      return this;
    }

    private void fail(Failure.Kind kind, long inNanos) {
      later(
          inNanos,
          () -> {
            over = true;
            sink.failed(new Failure(kind, "simulated"));
          });
    }

    private void later(long inNanos, Runnable step) {
      time.process(
          inNanos,
          () ->
              loop.execute(() -> {
                if (!over) {
                  step.run();
                }
              }));
    }

    private void error() {
      int[] statuses = {400, 401, 404, 429, 500, 529};
      int status = statuses[random.nextInt(statuses.length)];
      answer = "{\"error\":{\"type\":\"simulated\",\"message\":\"no\"}}".getBytes(UTF_8);
      later(
          5_000_000,
          () -> {
            sink.head(status, Headers.of("content-type", "application/json"));
            next();
          });
    }

    private void answer(String body, Row row) {
      boolean stream = body.contains("\"stream\":true") && random.nextInt(20) != 0;
      boolean openAi = attempt.wire().dialect() == Dialect.OPENAI;
      Matcher named = MODEL.matcher(body);
      String model = named.find() ? named.group(1) : "";
      String[] words = new String[1 + random.nextInt(8)];
      Arrays.setAll(words, i -> "wört €" + i);
      String usage = openAi ? openAiUsage(row) : anthropicUsage(row);
      String text;
      if (!stream) {
        String all = String.join(" ", words);
        text =
            openAi ? Wires.openAiWhole(model, all, usage) : Wires.anthropicWhole(model, all, usage);
      } else if (openAi) {
        text = Wires.openAiStream(model, words, usage);
      } else {
        text = anthropicStream(model, words, row);
      }
      answer = text.getBytes(UTF_8);
      boolean taken = answer.length <= wholeBytesMax;
      usageEnd = stream ? usageEnd(text) : taken ? answer.length : Integer.MAX_VALUE;
      String type = stream ? "text/event-stream; charset=utf-8" : "application/json";
      later(
          1_000_000 + random.nextLong(80_000_000),
          () -> {
            sink.head(200, Headers.of("content-type", type));
            next();
          });
    }

    private String anthropicStream(String model, String[] words, Row row) {
      String whole = Wires.anthropicStream(model, words, row.input, row.output);
      return row.honest || fate == Fate.ABSURD
          ? whole
          : whole.replaceAll(",\"usage\":\\{[^}]*}", "");
    }

    private static int usageEnd(String text) {
      int usage = text.lastIndexOf("_tokens\"");
      return usage < 0
          ? Integer.MAX_VALUE
          : text.substring(0, text.indexOf("\n\n", usage) + 2).getBytes(UTF_8).length;
    }

    private String openAiUsage(Row row) {
      return switch (fate) {
        case NO_USAGE -> "";
        case CONTRADICTION -> Wires.openAiUsage(row.input, row.output, 3);
        default -> Wires.openAiUsage(row.input, row.output, row.input + row.output);
      };
    }

    private String anthropicUsage(Row row) {
      boolean silent = fate == Fate.NO_USAGE || fate == Fate.CONTRADICTION;
      return silent ? "" : Wires.anthropicUsage(row.input, row.output);
    }

    private void next() {
      if (paused) {
        waiting = true;
        return;
      }
      boolean torn = fate == Fate.CUT || fate == Fate.SILENT_BODY;
      if (torn && random.nextInt(6) == 0) {
        boolean cut = fate == Fate.CUT;
        fail(cut ? Failure.Kind.CUT : Failure.Kind.TIMED_OUT, cut ? 1_000 : 3_000_000_000L);
        return;
      }
      if (given == answer.length) {
        over = true;
        sink.end();
        return;
      }
      int size = Math.min(1 + random.nextInt(400), answer.length - given);
      byte[] chunk = Arrays.copyOfRange(answer, given, given + size);
      given += size;
      Row row = book.get(attempt.id());
      if (row != null && given >= usageEnd) {
        row.delivered = true;
      }
      sink.chunk(chunk);
      later(slow ? 700_000_000L : random.nextLong(20_000_000), this::next);
    }

    @Override
    public void cancel() {
      over = true;
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
      if (waiting) {
        waiting = false;
        later(0, this::next);
      }
    }
  }

  private static long number(String body) {
    Matcher matcher = MAX_TOKENS.matcher(body);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 1;
  }
}
