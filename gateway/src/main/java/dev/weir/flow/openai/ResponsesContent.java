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

/// The content of one item being read: a text, or a list of parts. Owned by one reading.
final class ResponsesContent {
  private final String path;
  private final int turn;
  private final RequestDraft draft;
  private final List<Part> parts = new ArrayList<>();
  private final List<JsonSlice> thoughts = new ArrayList<>();

  /// @param path within `input`, with a dot behind it
  ResponsesContent(String path, int turn, RequestDraft draft) {
    this.path = "input." + path;
    this.turn = turn;
    this.draft = draft;
  }

  List<Part> parts() {
    return parts;
  }

  List<JsonSlice> thoughts() {
    return thoughts;
  }

  void read(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      parts.add(new Part.Text(cursor.slice(), false));
    } else {
      Walk.elements(path, cursor, this::part);
    }
  }

  private void part(JsonCursor cursor) throws JsonFault {
    var part = new PartDraft();
    Walk.members(path, cursor, part::member);
    part.finish();
  }

  private void lost(String name, String why) {
    draft.losses.lost(path + name, turn, why);
  }

  /// One part; its type may come behind what it types.
  private final class PartDraft {
    private String type = "";
    private Optional<JsonSlice> text = Optional.empty();
    private Optional<JsonSlice> url = Optional.empty();
    private Optional<JsonSlice> data = Optional.empty();
    private String detail = "";
    private String title = "";
    private final List<String> others = new ArrayList<>();

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "type" -> type = Walk.text(path + name, cursor);
        case "text", "refusal" -> text = Optional.of(Walk.string(path + name, cursor));
        case "image_url", "file_url" -> url = Optional.of(Walk.string(path + name, cursor));
        case "file_data" -> data = Optional.of(Walk.string(path + name, cursor));
        case "filename" -> title = Walk.text(path + name, cursor);
        case "detail" -> detail = Walk.text(path + name, cursor);
        case "annotations", "logprobs" -> {
          if (!RequestDraft.isEmpty(cursor.slice())) {
            others.add(name);
          }
        }
        default -> {
          others.add(name);
          cursor.skip();
        }
      }
    }

    private void finish() {
      switch (type) {
        case "input_text", "output_text", "text", "summary_text" ->
            text.ifPresent(its -> parts.add(new Part.Text(its, false)));
        case "reasoning_text" -> text.ifPresent(thoughts::add);
        case "refusal" -> text.ifPresent(its -> parts.add(new Part.Declined(its)));
        case "input_image" ->
            url.ifPresent(its ->
                parts.add(
                    new Part.Picture(DataUrl.media(its), ChatContent.closely(detail), false)));
        case "input_file" -> {
          data.ifPresent(
              its -> parts.add(new Part.Document(ChatContent.document(its), title, false)));
          url.ifPresent(its -> parts.add(new Part.Document(new Media.Link("", its), title, false)));
        }
        default -> {
          lost(type, RequestDraft.NO_WORD);
          return;
        }
      }
      others.forEach(name -> lost(type + "." + name, RequestDraft.NO_WORD));
    }
  }
}
