using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Runners.Programs;

/// <summary>The environment variables of a test.</summary>
internal static class TestEnvironment
{
    /// <summary>Its parameters, as far as they can be variables; over them, its environment.</summary>
    public static Dictionary<string, string> Of(Runnable test)
    {
        var variables = test.Parameters.Where(parameter => ShellText.IsVariableName(parameter.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in test.Environment)
            variables[name] = value;
        return variables;
    }
}
