namespace Foray.Sdk.Jobs;

/// <summary>A job that begins.</summary>
/// <param name="Id">Its id: 40 hex digits.</param>
/// <param name="Folder">Absolute path of its folder.</param>
/// <param name="Started">When it started.</param>
/// <param name="Total">How many tests it has.</param>
public sealed record JobStart(string Id, string Folder, DateTimeOffset Started, int Total);
