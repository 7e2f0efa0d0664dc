namespace Foray.Jobs.Planning;

/// <summary>A suite that is ready to run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Its settings, completed by those of the job.</param>
internal sealed record PlannedSuite(string Name, SuiteSettings Settings)
{
    public TimeSpan? Timeout => Settings.Timeout;

    public int Retries => Settings.Retries ?? 0;

    public bool IsDryRun => Settings.DryRun ?? false;
}
