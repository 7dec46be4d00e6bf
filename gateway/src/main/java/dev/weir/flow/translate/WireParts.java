package dev.weir.flow.translate;

import dev.weir.flow.conversation.FieldNames;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.conversation.RequestWriter;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a wire that converses consists of.
///
/// @param names what it calls each feature
/// @param asked reads its requests
/// @param asks writes them
/// @param answers makes a reader of one answer
/// @param tells makes a writer of one answer
record WireParts(
    FieldNames names,
    RequestReader asked,
    RequestWriter asks,
    Supplier<FrameReader> answers,
    Function<FrameWriter.Occasion, FrameWriter> tells) {}
