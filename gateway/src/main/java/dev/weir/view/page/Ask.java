package dev.weir.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.view.api.AnswerFailed;
import dev.weir.view.api.Api;
import dev.weir.view.api.ApiRequest;
import dev.weir.view.api.ApiRequest.Caller;
import dev.weir.view.api.ApiResponse;
import dev.weir.view.api.ApiResponse.Body;
import dev.weir.view.api.Content;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the API within this process as somebody who has signed in: what that person may, and what
/// the audit trail says, is decided there. For one visit; used by one thread, which it blocks.
public final class Ask {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int REFUSED_FROM = 400;
  private static final String INCOMPLETE = "x-weir-incomplete";

  private final Api api;
  private final Caller caller;
  private final List<String> notes = new ArrayList<>();

  public Ask(Api api, Caller caller) {
    this.api = api;
    this.caller = caller;
  }

  /// Asks. What the API answers in another format than JSON is refused: [#file] takes it.
  ///
  /// @param question path and query, as `/api/v1/unit-costs?month=2026-11`
  public Answered get(String question) {
    return answered("GET", question, Content.of(new byte[0]));
  }

  /// Changes something, or asks what is too long for a path.
  ///
  /// @param question path and query; a change says `why=`
  public Answered send(String method, String question, JsonNode body) {
    try {
      return answered(method, question, Content.of(JSON.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree is always JSON", e);
    }
  }

  /// Changes something by a text in its own format: a catalogue, a bill, a table.
  public Answered hand(String method, String question, String text) {
    return answered(method, question, Content.of(text.getBytes(UTF_8)));
  }

  /// What the API writes by itself, as a file to save.
  ///
  /// @param name of the file
  public Shown file(String question, String name) {
    ApiResponse response = whole(api.handle(request("GET", question, Content.of(new byte[0]))));
    return response.status() < REFUSED_FROM
        ? new Shown.Download(response.type(), name, text(response).getBytes(UTF_8))
        : new Shown.Refusal(refused(response.status(), tree(text(response))));
  }

  /// Whether this person's role lets this be done: a page offers no form that is refused whatever
  /// is entered. Asks nothing.
  public boolean may(String method, String path) {
    return api.refusal(request(method, path, Content.of(new byte[0]))).isEmpty();
  }

  /// Why this person may not ask this; nothing if it is allowed. Asks nothing.
  public Optional<Answered.Refused> refusal(String path) {
    return api.refusal(request("GET", path, Content.of(new byte[0])))
        .map(response -> refused(response.status(), tree(text(response))));
  }

  /// What the answers say they lack, once each.
  public List<String> notes() {
    return notes.stream().distinct().toList();
  }

  /// What is no JSON is not looked into, and where it is streamed not even made.
  private Answered answered(String method, String question, Content content) {
    ApiResponse made = api.handle(request(method, question, content));
    if (!made.type().startsWith("application/json")) {
      return new Answered.Refused(
          415,
          made.type().startsWith("text/") ? Answered.Refused.FILE : "no_rows",
          "A page shows what is JSON; the API answers %s with %s".formatted(question, made.type()));
    }
    ApiResponse response = whole(made);
    Optional.ofNullable(response.headers().get(INCOMPLETE)).ifPresent(notes::add);
    JsonNode tree = tree(text(response));
    return response.status() < REFUSED_FROM
        ? new Answered.Told(tree)
        : refused(response.status(), tree);
  }

  private static Answered.Refused refused(int status, JsonNode tree) {
    JsonNode error = tree.required("error");
    return new Answered.Refused(
        status, error.required("code").asText(), error.required("message").asText());
  }

  private ApiRequest request(String method, String question, Content content) {
    int mark = question.indexOf('?');
    String path = mark < 0 ? question : question.substring(0, mark);
    String query = mark < 0 ? "" : question.substring(mark + 1);
    return new ApiRequest(method, path, query, caller, content);
  }

  /// What was to be streamed may fail while it is made.
  private static ApiResponse whole(ApiResponse response) {
    try {
      byte[] bytes = text(response).getBytes(UTF_8);
      return new ApiResponse(
          response.status(), response.type(), response.headers(), new Body.Whole(bytes));
    } catch (AnswerFailed failure) {
      return failure.instead();
    }
  }

  private static String text(ApiResponse response) {
    Kept text = new Kept();
    try {
      response.copyTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a writer in memory takes everything", e);
    }
    return text.toString();
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the API answered with what is no JSON", e);
    }
  }

  /// An answer in memory, where calls are handled too: what is longer is not for a page.
  private static final class Kept extends StringWriter {
    private static final int CHARACTERS_MAX = 16 << 20;

    @Override
    public void write(String text, int from, int length) {
      require(length);
      super.write(text, from, length);
    }

    @Override
    public void write(String text) {
      require(text.length());
      super.write(text);
    }

    @Override
    public void write(char[] text, int from, int length) {
      require(length);
      super.write(text, from, length);
    }

    private void require(int more) {
      if (getBuffer().length() + more > CHARACTERS_MAX) {
        throw new NotAnswered(
            new Answered.Refused(
                413,
                "too_long",
                "This is longer than a page can be, %,d characters: ask for less of it, or by the API."
                    .formatted(CHARACTERS_MAX)));
      }
    }
  }
}
