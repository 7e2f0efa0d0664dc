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

    /// <summary>The interpreters and other programs that each machine needs.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredTools() =>
        options.Scripts.Zip(_machines)
            .SelectMany(pair => pair.Second.SelectMany(machine => pair.First.Requires.Prepend(pair.First.Executable).Select(program => (machine.Name, Program: program))))
            .Distinct()
            .GroupBy(need => need.Name)
            .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(need => need.Program)]);

    /// <summary>The cases, in order.</summary>
    /// <exception cref="DiagnosticException">The options break a rule.</exception>
    public IReadOnlyList<CasePlan> Cases()
    {
        var problems = ShellRules.Check(options, context.Variables.Keys, _machines);
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        var matrix = options.Matrix ?? NoMatrix;
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

    private List<string> Machines() => options.RunOn == MachineChoice.All
        ? [.. _machines.SelectMany(machines => machines).Select(machine => machine.Name).Distinct()]
        : CommonTo(_machines);

    /// <summary>Names of the machines that run all scripts.</summary>
    public static List<string> CommonTo(IReadOnlyList<PlannedMachine>[] scriptMachines) =>
        scriptMachines.Length == 0 ? [] : [.. scriptMachines[0].Select(machine => machine.Name)
            .Where(name => scriptMachines.All(machines => machines.Any(machine => machine.Name == name)))];

    private DiagnosticException Refusal(string code, string message, string remedy) => new(ShellRules.Error(options, code, message, remedy));
}
