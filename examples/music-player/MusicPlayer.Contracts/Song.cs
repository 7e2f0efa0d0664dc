namespace MusicPlayer.Contracts;

/// <summary>What is played.</summary>
/// <param name="Path">Full path of its file.</param>
/// <param name="Title">Its title.</param>
public sealed record Song(string Path, string Title);
