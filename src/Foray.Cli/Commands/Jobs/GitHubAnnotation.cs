using Foray.Sdk.Jobs;

namespace Foray.Cli.Commands.Jobs;

/// <summary>Workflow commands of GitHub Actions, which marks a test's file with them: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.</summary>
internal static class GitHubAnnotation
{
    /// <summary>A line for a test that did not pass, or passed in a way that is worth a warning; null for others.</summary>
    public static string? Of(TestResult test)
    {
        var level = !test.Outcome.IsSuccess ? "error" : test.IsFlaky || test.Outcome.Status == TestStatus.Warn ? "warning" : null;
        if (level is null)
            return null;
        var message = test.Outcome.Reason ?? (test.IsFlaky ? "passed after it had failed" : "passed with a warning");
        var file = File.Exists(test.Test.Uri) ? $"file={Property(test.Test.Uri)}," : "";
        return $"::{level} {file}title={Property($"{JobText.StatusOf(test.Outcome.Status)} {test.Id}")}::{Message(message)}";
    }

    private static string Message(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
