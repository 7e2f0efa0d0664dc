using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Foray.Sdk.Checks;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>Writes down what the result of a case on a machine depends on: its script, input and parameters, not their names for machines, nor when and how often it runs.</summary>
internal sealed class CaseContent(ICaseOptions options, IPlanContext context, IReadOnlyList<PlannedMachine>[] scriptMachines)
{
    private const int Format = 1;

    /// <summary>What all cases on a machine have in common; the empty name stands for any machine.</summary>
    private readonly ConcurrentDictionary<string, string> _common = new(StringComparer.Ordinal);

    /// <summary>The content of a case on a machine, or on whichever is chosen.</summary>
    public string For(string? machine, IReadOnlyDictionary<string, string> parameters, int repeat)
    {
        var common = _common.GetOrAdd(machine ?? "", _ => Common(machine));
        return common + "\n" + Json(writer =>
        {
            writer.WriteNumber("repeat", repeat);
            writer.WriteStartObject("parameters");
            foreach (var (name, value) in parameters)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        });
    }

    private string Common(string? machine) => Json(writer =>
    {
        writer.WriteNumber("format", Format);
        WriteScripts(writer, machine);
        WriteInputs(writer, machine);
        WriteOutputs(writer, machine);
        WriteVariables(writer, context, options.Variables);
        options.WriteContent(writer);
    });

    private void WriteScripts(Utf8JsonWriter writer, string? machine)
    {
        writer.WriteStartArray("scripts");
        foreach (var (script, machines) in options.Scripts.Zip(scriptMachines))
            if (machine is null || Has(machines, machine))
            {
                writer.WriteStartObject();
                writer.WriteString("name", script.Name);
                writer.WriteString("executable", script.Executable);
                writer.WriteString("script", script.Script);
                writer.WriteEndObject();
            }

        writer.WriteEndArray();
    }

    private void WriteInputs(Utf8JsonWriter writer, string? machine)
    {
        writer.WriteStartArray("inputs");
        foreach (var input in options.AllInputs())
            if (Applies(input.Labels, machine))
            {
                writer.WriteStartObject();
                writer.WriteString("to", CasePaths.DestinationOf(input, context.ExperimentFolder));
                writer.WriteString("hash", context.HashInput(CasePaths.SourceOf(input)));
                WriteMachines(writer, input.Labels, machine);
                writer.WriteEndObject();
            }

        writer.WriteEndArray();
    }

    private void WriteOutputs(Utf8JsonWriter writer, string? machine)
    {
        writer.WriteStartArray("outputs");
        foreach (var output in options.Outputs ?? [])
            if (Applies(output.Labels, machine))
            {
                writer.WriteStartObject();
                writer.WriteString("src", output.Src);
                writer.WriteString("dst", output.Dst);
                WriteMachines(writer, output.Labels, machine);
                writer.WriteEndObject();
            }

        writer.WriteEndArray();
    }

    /// <summary>Writes the variables of the file and of an experiment, whose own win.</summary>
    public static void WriteVariables(Utf8JsonWriter writer, IPlanContext context, IReadOnlyDictionary<string, Variable>? own)
    {
        var variables = new SortedDictionary<string, Variable>(StringComparer.Ordinal);
        foreach (var (name, variable) in context.Variables)
            variables[name] = variable;
        foreach (var (name, variable) in own ?? new Dictionary<string, Variable>())
            variables[name] = variable;
        writer.WriteStartObject("variables");
        foreach (var (name, variable) in variables)
            writer.WriteString(name, variable.IsSecret ? variable.ToString() : variable.Resolve(context.ExperimentFolder));
        writer.WriteEndObject();
    }

    private bool Applies(LabelSelector? labels, string? machine) => labels is null || machine is null || Has(context.Select(labels), machine);

    /// <summary>Where the machine is not known yet, which machines get something matters.</summary>
    private void WriteMachines(Utf8JsonWriter writer, LabelSelector? labels, string? machine)
    {
        if (labels is null || machine is not null)
            return;
        writer.WriteStartArray("machines");
        foreach (var chosen in context.Select(labels))
            writer.WriteStringValue(chosen.Name);
        writer.WriteEndArray();
    }

    private static bool Has(IReadOnlyList<PlannedMachine> machines, string name) => machines.Any(machine => machine.Name == name);

    /// <summary>A JSON object.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
