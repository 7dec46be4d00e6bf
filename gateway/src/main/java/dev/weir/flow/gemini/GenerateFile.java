package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `inlineData` or `fileData` being read, and what of files the wire takes.
final class GenerateFile {
  /// https://ai.google.dev/gemini-api/docs/image-understanding
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");

  /// https://ai.google.dev/gemini-api/docs/function-calling, "Multimodal function responses"
  private static final Set<String> PICTURES_OF_RESULTS =
      Set.of("image/png", "image/jpeg", "image/webp");

  private static final Set<String> DOCUMENTS_OF_RESULTS = Set.of("application/pdf", "text/plain");

  /// What only Google can fetch: files uploaded to it, its storage, its films.
  private static final Pattern KEPT =
      Pattern.compile(
          "(?!https?://).*"
              + "|https?://generativelanguage\\.googleapis\\.com/.*"
              + "|https?://(www\\.|m\\.)?(youtube\\.com|youtu\\.be)/.*");

  private static final int QUOTES = 2;
  private static final int GROUP = 4;

  private String type = "";
  private String title = "";
  private Optional<JsonSlice> data = Optional.empty();
  private Optional<JsonSlice> uri = Optional.empty();

  /// @return false if the member is none of a file's
  boolean member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "mimeType" -> type = cursor.text().toLowerCase(Locale.ROOT);
      case "displayName" -> title = cursor.text();
      case "data" -> data = Optional.of(usual(cursor.slice(Kind.STRING)));
      case "fileUri" -> uri = Optional.of(cursor.slice(Kind.STRING));
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Google takes base64 in either alphabet, in lines, with its padding or without; others in the
  /// usual one.
  private static JsonSlice usual(JsonSlice base64) {
    boolean usual = (base64.length() - QUOTES) % GROUP == 0;
    for (int i = base64.from(); i < base64.to() && usual; i++) {
      byte letter = base64.bytes()[i];
      usual = letter != '-' && letter != '_' && letter != '\\';
    }
    if (usual) {
      return base64;
    }
    String given = base64.text();
    StringBuilder text = new StringBuilder(given.length() + GROUP);
    for (int i = 0; i < given.length(); i++) {
      char letter = given.charAt(i);
      switch (letter) {
        case '-' -> text.append('+');
        case '_' -> text.append('/');
        case ' ', '\t', '\r', '\n' -> {}
        default -> text.append(letter);
      }
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    text.setLength(end);
    return JsonSlice.quoted(text.repeat("=", (GROUP - end % GROUP) % GROUP).toString());
  }

  String type() {
    return type;
  }

  String title() {
    return title;
  }

  boolean isKeptByGoogle() {
    return uri.filter(at -> KEPT.matcher(at.text()).matches()).isPresent();
  }

  /// Empty if no other wire has such files.
  Optional<Part> part() {
    Optional<Media> media =
        uri.<Media>map(at -> new Media.Link(type, at))
            .or(() -> data.map(bytes -> new Media.Inline(type, bytes)));
    if (type.startsWith("image/")) {
      return media.map(its -> new Part.Picture(its, "", false));
    }
    if (type.startsWith("application/") || type.startsWith("text/")) {
      return media.map(its -> new Part.Document(its, title, false));
    }
    return Optional.empty();
  }

  static boolean isPicture(String mime) {
    return PICTURES.contains(mime);
  }

  static boolean isDocument(String mime) {
    return mime.equals("application/pdf") || mime.startsWith("text/");
  }

  static boolean isPictureOfResult(String mime) {
    return PICTURES_OF_RESULTS.contains(mime);
  }

  static boolean isDocumentOfResult(String mime) {
    return DOCUMENTS_OF_RESULTS.contains(mime);
  }
}
