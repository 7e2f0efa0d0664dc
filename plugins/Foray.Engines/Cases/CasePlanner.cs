using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>Makes the cases of an experiment.</summary>
/// <param name="options">The options.</param>
/// <param name="context">What may be looked at.</param>
/// <param name="scriptMachines">The machines of each script.</param>
internal sealed class CasePlanner(ICaseOptions options, IPlanContext context, IReadOnlyList<PlannedMachine>[] scriptMachines)
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>> NoMatrix =
        new Dictionary<string, IReadOnlyList<ScalarValue>>();

    /// <summary>The interpreters and other programs that each machine needs.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools() =>
        options.Scripts.Zip(scriptMachines)
            .SelectMany(pair => pair.Second.SelectMany(machine => pair.First.Requires.Prepend(pair.First.Executable).Select(program => (machine.Name, Program: program))))
            .Distinct()
            .GroupBy(need => need.Name)
            .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(need => need.Program)]);

    /// <summary>The cases, in order.</summary>
    /// <param name="machines">Names of the machines on which each case runs, or may run.</param>
    /// <param name="anyMachine">True where one of them is enough.</param>
    /// <param name="problems">What else is wrong with the options.</param>
    /// <exception cref="DiagnosticException">The options break a rule.</exception>
    public IReadOnlyList<CasePlan> Plan(IReadOnlyList<string> machines, bool anyMachine, IEnumerable<Diagnostic> problems)
    {
        IReadOnlyList<Diagnostic> all = [.. CaseRules.Check(options, context.Variables.Keys), .. problems];
        if (all.Count > 0)
            throw new DiagnosticException(all);
        var content = new CaseContent(options, context, scriptMachines);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var cases = new List<CasePlan>();
        foreach (var (name, parameters, repeat) in CaseMatrix.Expand(options.Matrix ?? NoMatrix, options.Repeat))
        {
            if (!names.Add(name))
                throw new DiagnosticException(CaseRules.Error(options, CaseRules.MatrixValues, $"two of its cases are named '{name}'", "leave ',' and '=' out of the values of the matrix"));
            cases.Add(new CasePlan(name, machines)
            {
                Parameters = parameters,
                AnyMachine = anyMachine,
                ContentFor = machine => content.For(machine, parameters, repeat),
            });
        }

        return cases;
    }
}
