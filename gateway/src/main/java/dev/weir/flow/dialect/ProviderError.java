package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a provider says went wrong, in whatever shape it says it. Its text may quote the caller's
/// request: it goes to the caller and nowhere else.
///
/// @param status of HTTP, or the one an error within an answer names; 0 if it names none
/// @param type the kind of error; empty if not said
/// @param code what programs are to look at; empty if not said
/// @param message for people; the whole body's beginning if it has no shape known here
/// @param field of the request that is at fault; empty if not said
public record ProviderError(int status, String type, String code, String message, String field) {
  private static final int TEXT_MAX = 4_000;
  private static final int ERRORS_FROM = 400;
  private static final int BAD_GATEWAY = 502;

  /// What a type of error says of a status, the first that fits. A credential that is not accepted
  /// is Weir's, and no word to its caller.
  private static final List<Map.Entry<String, Integer>> STATUSES =
      List.of(
          Map.entry("authentication", BAD_GATEWAY),
          Map.entry("permission", BAD_GATEWAY),
          Map.entry("api_key", BAD_GATEWAY),
          Map.entry("overloaded", 529),
          Map.entry("unavailable", 503),
          Map.entry("rate_limit", 429),
          Map.entry("throttl", 429),
          Map.entry("resource_exhausted", 429),
          Map.entry("quota", 429),
          Map.entry("timeout", 504),
          Map.entry("deadline", 504),
          Map.entry("invalid", 400),
          Map.entry("validation", 400),
          Map.entry("content_filter", 400),
          Map.entry("context_length", 400));

  /// The same as an answer of its own: with the status it names, else with the one its type stands
  /// for, else as a failure of the provider's.
  public ProviderError answered() {
    return status >= ERRORS_FROM
        ? this
        : new ProviderError(statusOf(type + " " + code), type, code, message, field);
  }

  private static int statusOf(String words) {
    String said = words.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Integer> each : STATUSES) {
      if (said.contains(each.getKey())) {
        return each.getValue();
      }
    }
    return BAD_GATEWAY;
  }

  /// Reads an error's body, or the data of an error's event.
  public static ProviderError read(int status, byte[] body) {
    var draft = new Draft(status);
    try (JsonCursor cursor = JsonCursor.over(body)) {
      draft.value(cursor);
    } catch (JsonFault _) {
      // Shown as it is: an error page of something in between is no JSON.
    }
    if (draft.message.isEmpty() && draft.type.isEmpty() && draft.code.isEmpty()) {
      int length = Math.min(TEXT_MAX, body.length);
      draft.message = new String(body, 0, length, StandardCharsets.UTF_8).strip();
    }
    return new ProviderError(draft.status, draft.type, draft.code, draft.message, draft.field);
  }

  /// The members that providers use, each found once.
  private static final class Draft {
    private int status;
    private String type = "";
    private String code = "";
    private String message = "";
    private String field = "";

    private Draft(int status) {
      this.status = status;
    }

    /// An object with the members, or one whose `error` has them, or a list of such.
    private void value(JsonCursor cursor) throws JsonFault {
      switch (cursor.kind()) {
        case OBJECT -> {
          while (cursor.nextMember()) {
            member(cursor.name(), cursor);
          }
        }
        case ARRAY -> {
          while (cursor.nextElement()) {
            value(cursor);
          }
        }
        case STRING -> message = first(message, cursor);
        case INTEGER, DECIMAL, TRUE, FALSE, NULL -> cursor.skip();
      }
    }

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "error", "errors" -> value(cursor);
        case "message", "Message", "detail", "error_description" -> {
          if (cursor.is(Kind.STRING)) {
            message = first(message, cursor);
          } else {
            value(cursor);
          }
        }
        case "msg" -> message = first(message, cursor);
        case "type", "__type" -> {
          String said = cursor.text();
          // Where the outer object says "error", the inner one says which.
          type = type.isEmpty() || type.equals("error") ? bounded(said) : type;
        }
        case "status" -> type = first(type, cursor);
        case "code" -> code(cursor);
        case "param" -> field = first(field, cursor);
        default -> cursor.skip();
      }
    }

    /// A word, or a status of HTTP.
    private void code(JsonCursor cursor) throws JsonFault {
      if (!cursor.is(Kind.INTEGER)) {
        code = first(code, cursor);
        return;
      }
      long number = cursor.integer();
      if (status == 0 && number >= 400 && number < 600) {
        status = (int) number;
      }
    }

    private static String first(String known, JsonCursor cursor) throws JsonFault {
      String said = cursor.text();
      return known.isEmpty() ? bounded(said) : known;
    }

    private static String bounded(String text) {
      return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
    }
  }
}
