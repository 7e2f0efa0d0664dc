using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Jobs.Running;

/// <summary>Looks for what a test needs, where it runs.</summary>
internal static class Requirements
{
    private const string PackageCheck = """
        has_package() {
          if command -v dpkg-query >/dev/null 2>&1; then [ "$(dpkg-query -W -f '${db:Status-Abbrev}' -- "$1" 2>/dev/null | cut -c 1-2)" = ii ]
          elif command -v rpm >/dev/null 2>&1; then rpm -q -- "$1" >/dev/null 2>&1
          elif command -v apk >/dev/null 2>&1; then apk info -e -- "$1" >/dev/null 2>&1
          elif command -v pacman >/dev/null 2>&1; then pacman -Q -- "$1" >/dev/null 2>&1
          else false; fi
        }
        """;

    /// <summary>What is missing, in a sentence; null where everything is there.</summary>
    public static async Task<string?> FindMissingAsync(Runnable test, ITestContext context, CancellationToken cancellationToken)
    {
        var checks = test.Requirements.Select((requirement, index) => $"{CheckOf(requirement, test, context)} || echo {index}");
        var result = await context.Machine.ExecuteAsync(new ExecutionRequest($"{PackageCheck}\n{string.Join('\n', checks)}\n"), cancellationToken);
        var missing = System.Text.Encoding.UTF8.GetString(result.Output.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.TryParse(line, out var index) && index >= 0 && index < test.Requirements.Count ? test.Requirements[index] : null).OfType<TestRequirement>().ToList();
        return missing.Count == 0 ? null : $"missing where it runs: {string.Join(", ", missing.Select(requirement => $"{WordOf(requirement.Kind)} '{requirement.Name}'"))}";
    }

    private static string CheckOf(TestRequirement requirement, Runnable test, ITestContext context) => requirement.Kind switch
    {
        TestRequirementKind.Command => $"command -v -- {ShellText.Quote(requirement.Name)} >/dev/null 2>&1",
        TestRequirementKind.File => $"[ -e {ShellText.Quote(Path.Combine(context.WorkingFolder, requirement.Name))} ]",
        TestRequirementKind.Package => $"has_package {ShellText.Quote(requirement.Name)}",
        // What the test is given itself is there; the shell knows the rest.
        _ => test.Environment.GetValueOrDefault(requirement.Name) is { Length: > 0 } ? "true"
            : ShellText.IsVariableName(requirement.Name) ? $"[ -n \"${{{requirement.Name}:-}}\" ]" : "false",
    };

    private static string WordOf(TestRequirementKind kind) => kind.ToString().ToLowerInvariant();
}
