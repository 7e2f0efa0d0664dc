using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>Makes the cases of an experiment and finds their machines.</summary>
internal sealed class ShellPlan(ShellOptions options, IPlanContext context)
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>> NoMatrix =
        new Dictionary<string, IReadOnlyList<ScalarValue>>();

    private readonly IReadOnlyList<PlannedMachine>[] _machines = [.. options.Scripts.Select(script => context.Select(script.Labels))];

    /// <summary>The interpreters that each machine needs.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools() =>
        options.Scripts.Zip(_machines)
            .SelectMany(pair => pair.Second.Select(machine => (machine.Name, pair.First.Executable)))
            .Distinct()
            .GroupBy(need => need.Name)
            .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(need => need.Executable)]);

    /// <summary>The cases, in order.</summary>
    /// <exception cref="DiagnosticException">The options break a rule.</exception>
    public IReadOnlyList<CasePlan> Cases()
    {
        var problems = ShellRules.Check(options, context.Variables.Keys);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        var matrix = options.Matrix ?? NoMatrix;
        if (CaseMatrix.Count(matrix, options.Repeat) < 0)
            throw Refusal(ShellRules.TooManyCases, $"its matrix makes more than {CaseMatrix.MostCases} cases", "use fewer values or repetitions");
        var machines = Machines();
        var content = new CaseContent(options, context, _machines);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var cases = new List<CasePlan>();
        foreach (var (name, parameters, repeat) in CaseMatrix.Expand(matrix, options.Repeat))
        {
            if (!names.Add(name))
                throw Refusal(ShellRules.MatrixValues, $"two of its cases are named '{name}'", "leave ',' and '=' out of the values of the matrix");
            cases.Add(new CasePlan(name, machines)
            {
                Parameters = parameters,
                AnyMachine = options.RunOn == MachineChoice.Any,
                ContentFor = machine => content.For(machine, parameters, repeat),
            });
        }

        return cases;
    }

    private List<string> Machines()
    {
        if (options.RunOn == MachineChoice.All)
            return [.. _machines.SelectMany(machines => machines).Select(machine => machine.Name).Distinct()];
        var common = _machines[0].Select(machine => machine.Name)
            .Where(name => _machines.All(machines => machines.Any(machine => machine.Name == name)))
            .ToList();
        if (common.Count == 0)
            throw Refusal(ShellRules.NoMachine, "no machine has the labels of all its scripts, so that none can run a whole case",
                "give the scripts a label in common, or leave out 'run_on: any'");
        return common;
    }

    private DiagnosticException Refusal(string code, string message, string remedy) => new(ShellRules.Error(options, code, message, remedy));
}
