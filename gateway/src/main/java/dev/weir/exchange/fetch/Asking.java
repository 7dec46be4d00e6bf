package dev.weir.exchange.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.base.http.Download;
import dev.weir.base.http.Headers;
import dev.weir.exchange.cloud.Storage;
import dev.weir.exchange.source.Answers;
import dev.weir.exchange.source.BillFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for something until it is there, and a question to its last page. What is not answered, or
/// is put off (429, 5xx), is asked for again after a pause, which the vendor may name.
final class Asking {
  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int TRIES_MAX = 5;
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final Duration PAUSE_MAX = Duration.ofMinutes(2);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Way way;
  private final Rest rest;
  private final RandomGenerator random;

  /// The way to a source.
  @FunctionalInterface
  interface Way {
    Download.Answer ask(Source source, Wanted wanted) throws InterruptedException;
  }

  /// Something to be had from a source.
  ///
  /// @param name for messages
  /// @param pathAndQuery what follows the source's address, encoded
  /// @param headers besides those that say who asks
  /// @param bytesMax most of its body
  record Wanted(String name, Report report, String pathAndQuery, Headers headers, int bytesMax) {}

  /// Waits.
  @FunctionalInterface
  interface Rest {
    void of(Duration time) throws InterruptedException;
  }

  Asking(Way way, Rest rest, RandomGenerator random) {
    this.way = way;
    this.rest = rest;
    this.random = random;
  }

  /// All pages of an answer.
  List<String> pages(Question<Report.Daily> question) throws Unfetched, InterruptedException {
    List<String> pages = new ArrayList<>();
    Paging paging = new Paging();
    long characters = 0;
    boolean more = true;
    while (more) {
      String name = "%s, page %d".formatted(question, paging.number());
      String page = page(name, question, paging.cursor());
      characters += page.length();
      pages.add(page);
      if (characters > BillFile.CHARACTERS_MAX) {
        throw new Unfetched(
            "%s: an answer has at most %,d characters, this one has more"
                .formatted(name, BillFile.CHARACTERS_MAX));
      }
      more = paging.turn(name, next(name, page));
    }
    return pages;
  }

  private static Optional<String> next(String name, String page) throws Unfetched {
    try {
      return Answers.next(name, page);
    } catch (IllegalArgumentException wrong) {
      throw new Unfetched(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private String page(String name, Question<Report.Daily> question, Optional<String> cursor)
      throws Unfetched, InterruptedException {
    byte[] page =
        answer(
            question.source(),
            new Wanted(
                name,
                question.report(),
                question.report().pathAndQuery(question.days(), cursor),
                Headers.of("accept", "application/json"),
                BillFile.CHARACTERS_MAX));
    return text(name, page);
  }

  /// The body of an answer that is one.
  byte[] answer(Source source, Wanted wanted) throws Unfetched, InterruptedException {
    for (int tried = 1; ; tried++) {
      Download.Answer answer = way.ask(source, wanted);
      if (answer instanceof Download.Answer.Whole whole && whole.status() == OK) {
        return whole.body();
      }
      Refusal refusal = refusal(answer);
      if (!refusal.mayBeAsked() || tried == TRIES_MAX) {
        throw new Unfetched(
            "%s: %s%s"
                .formatted(
                    wanted.name(),
                    refusal.told(),
                    tried > 1 ? ", tried %d times".formatted(tried) : ""));
      }
      rest.of(pause(tried, refusal.after()));
    }
  }

  /// Why it is not there.
  ///
  /// @param after how long the vendor wants to be left alone
  private record Refusal(String told, Duration after, boolean again) {
    boolean mayBeAsked() {
      return again && after.compareTo(PAUSE_MAX) <= 0;
    }
  }

  /// What broke off may be whole the next time; what is too long is so again.
  private static Refusal refusal(Download.Answer answer) {
    return switch (answer) {
      case Download.Answer.Broken broken -> new Refusal(broken.problem(), Duration.ZERO, true);
      case Download.Answer.TooLong longer ->
          new Refusal(
              "an answer has at most %,d bytes, this one has more".formatted(longer.bytesMax()),
              Duration.ZERO,
              false);
      case Download.Answer.Whole whole -> {
        Duration after = after(whole.headers());
        String wants = after.isZero() ? "" : "; try again in %d s".formatted(after.toSeconds());
        yield new Refusal(
            "answered %d%s%s".formatted(whole.status(), code(whole.body()), wants),
            after,
            whole.status() == TOO_MANY || whole.status() / 100 == 5);
      }
    };
  }

  private static String text(String name, byte[] body) throws Unfetched {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException wrong) {
      throw new Unfetched(name + ": the answer is not UTF-8", wrong);
    }
  }

  private static Duration after(Headers headers) {
    return headers
        .get("retry-after")
        .filter(seconds -> seconds.matches("[0-9]{1,9}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  /// Twice as long each time, and by chance up to half more; never less than was asked for.
  private Duration pause(int tried, Duration asked) {
    long pause = FIRST_PAUSE_MILLIS << (tried - 1);
    long chosen = pause + random.nextLong(pause / 2);
    return Duration.ofMillis(Math.max(chosen, asked.toMillis()));
  }

  /// What a vendor's error calls itself; the rest may quote the key.
  private static String code(byte[] body) {
    try {
      JsonNode error = MAPPER.readTree(new String(body, UTF_8)).path("error");
      String code = error.path("code").asText("");
      String named = code.isEmpty() || code.equals("null") ? error.path("type").asText("") : code;
      return named.matches("[a-z_]{1,60}") ? ", " + named : "";
    } catch (JsonProcessingException noJson) {
      return Storage.code(body).map(code -> ", " + code).orElse(""); // else the status is enough
    }
  }
}
