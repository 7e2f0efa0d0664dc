namespace MusicPlayer.Wave;

/// <summary>Reads one sample.</summary>
internal delegate float SampleReader(ReadOnlySpan<byte> bytes);
