package dev.weir.flow.name;

import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Incoming;

/// What becomes of a request that asks for a prompt. The rest of the path sees only the request it
/// stands for: its bound, its price, its translation and its record need not know of prompts.
public sealed interface Expansion {

  /// @param incoming asks for the prompt's model
  /// @param body as if the caller had written it
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  record Expanded(Incoming incoming, byte[] body) implements Expansion {}

  /// @param why for the caller; names variables and no value
  record Refused(String why) implements Expansion {}

  /// The header that may carry variables, as a JSON object.
  String VARIABLES = Values.HEADER;

  /// Puts a prompt into a request.
  ///
  /// @param body of which an ask was read
  /// @param variables the header [#VARIABLES], empty if there is none
  static Expansion of(Frozen prompt, Incoming incoming, byte[] body, String variables) {
    if (!incoming.wire().converses()) {
      return new Refused(
          "a prompt is a part of a conversation: %s cannot ask for one"
              .formatted(incoming.wire().code()));
    }
    try {
      Request request = Request.read(incoming.wire(), body);
      Values values = Values.read(prompt, incoming.wire(), request, variables);
      if (values.problem().isPresent()) {
        return new Refused(values.problem().get());
      }
      new Placing(request, Wording.of(prompt, values)).into(incoming.wire(), prompt);
      boolean inPath = !incoming.model().isEmpty();
      Incoming asking =
          new Incoming(incoming.wire(), inPath ? prompt.model() : "", incoming.stream());
      return new Expanded(asking, request.edited());
    } catch (JsonFault fault) {
      return new Refused(
          "body is invalid at byte %d: %s".formatted(fault.position(), fault.getMessage()));
    }
  }
}
