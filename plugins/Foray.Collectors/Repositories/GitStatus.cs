namespace Foray.Collectors.Repositories;

/// <summary>How a work tree stands. Source: git-status(1), "Porcelain Format Version 2".</summary>
/// <param name="Commit">The commit; null where there is none yet.</param>
/// <param name="Branch">The branch; null where the head is detached.</param>
/// <param name="IsDirty">True where a file that Git follows was changed since the commit.</param>
internal sealed record GitStatus(string? Commit, string? Branch, bool IsDirty)
{
    /// <summary>Files that Git does not follow do not count: a run's own output is among them.</summary>
    public static readonly IReadOnlyList<string> Command = ["status", "--porcelain=v2", "--branch", "--untracked-files=no"];

    private const string CommitLine = "# branch.oid ";
    private const string BranchLine = "# branch.head ";

    public static GitStatus Parse(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new GitStatus(Find(lines, CommitLine, "(initial)"), Find(lines, BranchLine, "(detached)"), lines.Any(line => line[0] != '#'));
    }

    private static string? Find(string[] lines, string beginning, string none)
    {
        var value = lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal))?[beginning.Length..];
        return value == none ? null : value;
    }
}
