namespace Foray.Stations.Programs.Supervision;

/// <summary>A program that runs at this station.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Family">Id of the submission that it stems from.</param>
/// <param name="Epoch">Number of its incarnation.</param>
/// <param name="Runtime">Name of its runtime.</param>
/// <param name="Main">Name of its main file.</param>
/// <param name="Since">When this incarnation was started.</param>
internal sealed record RunningProgram(string Id, string Family, long Epoch, string Runtime, string Main, DateTimeOffset Since);
