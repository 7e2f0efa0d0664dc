namespace Foray.EndToEnd.Tests;

/// <summary>Experiment files that several tests use.</summary>
internal static class Experiments
{
    /// <summary>A file with local machines and one shell experiment.</summary>
    /// <param name="experiment">Lines of the experiment behind its name, indented by four.</param>
    /// <param name="machines">Number of machines with the label <c>worker</c>.</param>
    public static string Local(string experiment, int machines = 1) => $"""
        name: test
        sites:
          - kind: local
            resources:
              machines:
                - labels: [worker]
                  number: {machines}
        experiments:
          - kind: shell
            name: work
        {experiment}
        """;

    /// <summary>Lines of an experiment that runs one script.</summary>
    public static string Script(string script, string more = "    inputs: []") => $"""
        {more}
            scripts:
              - labels: [worker]
                script: |
                  {script.ReplaceLineEndings("\n          ")}
        """;
}
