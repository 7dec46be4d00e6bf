package dev.weir.flow.bedrock;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wire's names of file formats, by MIME type.
final class Formats {
  private static final Map<String, String> PICTURES =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/gif", "gif",
          "image/webp", "webp");

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/pdf", "pdf",
          "text/csv", "csv",
          "application/msword", "doc",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
          "application/vnd.ms-excel", "xls",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "text/html", "html",
          "text/plain", "txt",
          "text/markdown", "md");

  private Formats() {}

  static Optional<String> ofPicture(String mime) {
    return Optional.ofNullable(PICTURES.get(mime));
  }

  static Optional<String> ofDocument(String mime) {
    return Optional.ofNullable(DOCUMENTS.get(mime));
  }

  /// The MIME type of a picture's or document's format; the format itself if it is not known.
  static String mime(String format) {
    for (Map<String, String> formats : List.of(PICTURES, DOCUMENTS)) {
      for (Map.Entry<String, String> known : formats.entrySet()) {
        if (known.getValue().equals(format)) {
          return known.getKey();
        }
      }
    }
    return format;
  }
}
