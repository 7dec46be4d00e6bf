/// Append-only files of checked frames, and the disk they are on.
///
/// Owns: [Disk], [SegmentFile], names and headers of segments ([Segments], [SegmentHeader]), their
/// frames ([Frames], [FrameInput]), claimed space ([Preallocation]), what is on the disk of
/// somebody else ([SegmentExtent]). Does not own: what a frame's payload says, when one is written,
/// what is done about damage. Always true: a frame that was changed, cut or moved to another
/// position is never taken as valid; a newer format is refused by its number; a position is a byte
/// offset in the journal as one endless file. Limits: frame 16 MiB − 1; one writer per file. May
/// import: nothing of Weir.
@NullMarked
package dev.weir.base.segment;

import org.jspecify.annotations.NullMarked;
