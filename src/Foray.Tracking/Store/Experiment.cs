namespace Foray.Tracking.Store;

/// <summary>A group of runs.</summary>
/// <param name="Id">Number, unique in its store and never given again; from 1.</param>
/// <param name="Name">Name, unique in its store, deleted ones included.</param>
/// <param name="Lifecycle">Whether it is deleted.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Changed">When its name or lifecycle last changed.</param>
public sealed record Experiment(long Id, string Name, Lifecycle Lifecycle, DateTimeOffset Created, DateTimeOffset Changed);
