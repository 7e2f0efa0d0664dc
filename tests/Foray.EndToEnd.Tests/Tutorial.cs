namespace Foray.EndToEnd.Tests;

/// <summary>A page of the tutorial.</summary>
internal static class Tutorial
{
    /// <summary>The lines of its blocks of commands, in their order.</summary>
    public static List<string> CommandsOf(string page)
    {
        var commands = new List<string>();
        var isCommand = false;
        foreach (var line in File.ReadLines(Path.Combine(ForayProgram.Root, "docs", "tutorial", page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCommand = line == "```sh";
            else if (isCommand)
                commands.Add(line);
        }

        return commands;
    }
}
