using Foray.Sdk.Experiments;

namespace Foray.Experiments.Reading;

/// <summary>A run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it started.</param>
/// <param name="Status">How it ended; null where it goes on, or died.</param>
public sealed record RunStatus(string Id, DateTimeOffset Started, RowStatus? Status);
