using System.CommandLine;
using System.Text.Json.Nodes;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Agents;

/// <summary>The parameters of an operation that is started.</summary>
internal sealed class ParameterOptions
{
    private readonly Argument<string[]> _pairs = new("params") { Description = "Parameters, each of the type that 'foray agent api' shows.", HelpName = "KEY=VALUE", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _json = new("--params") { Description = "All parameters as one JSON object instead.", HelpName = "JSON" };

    public ParameterOptions(Command command)
    {
        command.Arguments.Add(_pairs);
        command.Options.Add(_json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_json) is not null && result.GetResult(_pairs) is { Tokens.Count: > 0 })
                result.AddError("--params and KEY=VALUE both give parameters: use one of them");
        });
    }

    /// <summary>The parameters; null where none are given. The agent is asked for their types where that matters.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">They cannot be read, or the station cannot be asked.</exception>
    public async Task<JsonObject?> ReadAsync(AgentTarget.Call call, CancellationToken cancellationToken)
    {
        if (call.Parsed.GetValue(_json) is { } json)
            return AgentParameters.ParseJson(json);
        if (call.Parsed.GetValue(_pairs) is not { Length: > 0 } pairs)
            return null;
        var api = await call.Station.DescribeAsync(call.Agent.Instance, cancellationToken);
        return AgentParameters.Parse(pairs, AgentParameters.SchemaOf(api, call.Operation));
    }
}
