package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The content of one chat message being read: a text, or a list of parts. Owned by one reading.
final class ChatContent {
  private static final String PATH = "messages.content.";
  private static final String PDF = "application/pdf";

  private final int turn;
  private final RequestDraft draft;
  private final List<Part> parts = new ArrayList<>();

  ChatContent(int turn, RequestDraft draft) {
    this.turn = turn;
    this.draft = draft;
  }

  List<Part> parts() {
    return parts;
  }

  void read(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      parts.add(new Part.Text(cursor.slice(), false));
    } else {
      Walk.elements("messages.content", cursor, this::part);
    }
  }

  private void part(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      parts.add(new Part.Text(cursor.slice(), false));
      return;
    }
    var part = new PartDraft();
    Walk.members("messages.content", cursor, part::member);
    part.finish();
  }

  private void lost(String path, String why) {
    draft.losses.lost(PATH + path, turn, why);
  }

  /// One part; its type may come behind what it types.
  private final class PartDraft {
    private String type = "";
    private Optional<JsonSlice> text = Optional.empty();
    private Optional<JsonSlice> refusal = Optional.empty();
    private Optional<JsonSlice> url = Optional.empty();
    private Optional<JsonSlice> file = Optional.empty();
    private String detail = "";
    private String title = "";
    private boolean cached;
    private final List<String> others = new ArrayList<>();

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "type" -> type = Walk.text(PATH + name, cursor);
        case "text" -> text = Optional.of(Walk.string(PATH + name, cursor));
        case "refusal" -> refusal = Optional.of(Walk.string(PATH + name, cursor));
        case "image_url" -> picture(cursor);
        case "file" -> Walk.members(PATH + name, cursor, this::file);
        case "cache_control" -> cached = CacheMark.read(PATH, cursor, turn, draft);
        default -> {
          others.add(name);
          cursor.skip();
        }
      }
    }

    /// An object, or the URL alone.
    private void picture(JsonCursor cursor) throws JsonFault {
      if (cursor.is(Kind.STRING)) {
        url = Optional.of(cursor.slice());
        return;
      }
      Walk.members(
          PATH + "image_url",
          cursor,
          (name, value) -> {
            switch (name) {
              case "url" -> url = Optional.of(Walk.string(PATH + "image_url.url", value));
              case "detail" -> detail = Walk.text(PATH + "image_url.detail", value);
              default -> {
                value.skip();
                lost("image_url." + name, RequestDraft.NO_WORD);
              }
            }
          });
    }

    private void file(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "file_data" -> file = Optional.of(Walk.string(PATH + "file.file_data", cursor));
        case "filename" -> title = Walk.text(PATH + "file.filename", cursor);
        case "file_id" -> {
          cursor.skip();
          lost("file.file_id", "a file is known to the provider that keeps it");
        }
        default -> {
          cursor.skip();
          lost("file." + name, RequestDraft.NO_WORD);
        }
      }
    }

    private void finish() {
      switch (type) {
        case "text" -> text.ifPresent(its -> parts.add(new Part.Text(its, cached)));
        case "refusal" -> refusal.ifPresent(its -> parts.add(new Part.Declined(its)));
        case "thinking" -> lost("thinking", "thoughts are in 'reasoning_content'");
        case "image_url" ->
            url.ifPresent(
                its -> parts.add(new Part.Picture(DataUrl.media(its), closely(detail), cached)));
        case "file" ->
            file.ifPresent(its -> parts.add(new Part.Document(document(its), title, cached)));
        default -> {
          lost(type, RequestDraft.NO_WORD);
          return;
        }
      }
      others.stream()
          .filter(name -> !type.equals("thinking"))
          .forEach(name -> lost(name, RequestDraft.NO_WORD));
    }
  }

  /// `auto` says what saying nothing says.
  static String closely(String detail) {
    return detail.equals("auto") ? "" : detail;
  }

  /// A data URL, or base64 alone, as some clients send it.
  static Media document(JsonSlice data) {
    return DataUrl.media(data) instanceof Media.Inline inline
        ? inline
        : new Media.Inline(PDF, data);
  }
}
