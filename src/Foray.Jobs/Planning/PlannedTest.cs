using System.Globalization;
using Foray.Jobs.Folders;
using Foray.Sdk.Jobs;

namespace Foray.Jobs.Planning;

/// <summary>A test that is ready to run.</summary>
/// <param name="Listed">What it is.</param>
/// <param name="Suite">Its suite.</param>
internal sealed record PlannedTest(ListedTest Listed, PlannedSuite Suite)
{
    public int Number => Listed.Number;

    public string Name => Listed.Name;

    /// <summary>Number and name, for messages.</summary>
    public string Label => string.Create(CultureInfo.InvariantCulture, $"{Number}-{Name}");

    /// <summary>Name of its folder: unique, and no longer than file systems take.</summary>
    public string FolderName => SafeName.Of(Number, Name);

    /// <summary>A test that was not run.</summary>
    public TestResult PassOver(TestStatus status, string reason, DateTimeOffset now) => new(Number, Suite.Name, Listed.Test, new TestOutcome(status, reason))
    {
        Name = Name,
        Variant = Listed.Variant,
        Started = now,
    };

    /// <summary>Id of an attempt on its machine.</summary>
    public string ExecutionId(string job, int attempt) => string.Create(CultureInfo.InvariantCulture, $"job-{job[..7]}/{Number}.{attempt}");
}
