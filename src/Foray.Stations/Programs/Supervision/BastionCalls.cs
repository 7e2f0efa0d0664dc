using System.Text.Json;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Services;
using Foray.Stations.Programs.Suitcases;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.Supervision;

/// <summary>Does what a program asks of its station, one call after the other.</summary>
internal sealed class BastionCalls(Incarnation incarnation, IServingProgram program, ProgramSurroundings station)
{
    private readonly ProgramTravel _travel = new(incarnation, station);

    private Suitcase Suitcase => incarnation.Suitcase;

    private WorldNames Names => station.Names;

    /// <summary>Does what is asked for.</summary>
    /// <returns>Writes the value of the reply; null where the program has left, and hears no reply.</returns>
    /// <exception cref="BastionException">The program gets an error instead.</exception>
    public async Task<Action<Utf8JsonWriter>?> AnswerAsync(BastionCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await DoAsync(call, cancellationToken);
        }
        catch (Exception exception) when (call is not BastionCall.Migrate && exception is not BastionException && !cancellationToken.IsCancellationRequested)
        {
            station.Logger.LogError(exception, "a call of the program {Program} failed", program.Id);
            throw new BastionException(new BastionError(BastionError.Refused, "the station failed; its log says why"), exception);
        }
    }

    private async Task<Action<Utf8JsonWriter>?> DoAsync(BastionCall call, CancellationToken cancellationToken)
    {
        switch (call)
        {
            case BastionCall.Migrate migrate:
                await _travel.MigrateAsync(migrate.Destination, migrate.State, cancellationToken);
                return null;
            case BastionCall.MakeClone clone:
                return ReplyValue.OfClone(await _travel.CloneAsync(clone.Destination, clone.State, cancellationToken));
            case BastionCall.Bind bind:
                return ReplyValue.Of(Names.Local.Bind(program, bind.Name, bind.Type, bind.Service));
            case BastionCall.Unbind unbind:
                Names.Local.Unbind(program, unbind.Binding);
                return ReplyValue.None;
            case BastionCall.Lookup lookup:
                return ReplyValue.Of(await Names.Local.LookupAsync(lookup.Type, lookup.Name, lookup.Wait, cancellationToken));
            case BastionCall.Open open:
                return ReplyValue.Of(await Names.OpenAsync(open.Path, open.Type, open.Wait, cancellationToken));
            case BastionCall.Invoke invoke:
                var value = await Names.InvokeAsync(program, invoke.Binding, invoke.Path, invoke.Method, invoke.Arguments, cancellationToken);
                return value.WriteTo;
            case BastionCall.ListNamespace list:
                return ReplyValue.Of(await Names.ListAsync(list.Path, cancellationToken));
            case BastionCall.Misused misused:
                throw new BastionException(BastionError.Refused, misused.Problem);
            default:
                return AnswerFromSuitcase(call);
        }
    }

    private Action<Utf8JsonWriter> AnswerFromSuitcase(BastionCall call)
    {
        switch (call)
        {
            case BastionCall.ReadFile read:
                return ReplyValue.Of(Suitcase.Read(read.Path));
            case BastionCall.ListFolder list:
                return ReplyValue.Of(Suitcase.List(list.Path));
            case BastionCall.Stat stat:
                return ReplyValue.Of(Suitcase.Stat(stat.Path));
            case BastionCall.WriteFile write:
                Suitcase.Write(write.Path, write.Data, write.Append);
                break;
            case BastionCall.MakeFolder make:
                Suitcase.MakeFolder(make.Path);
                break;
            case BastionCall.RemoveFolder remove:
                Suitcase.RemoveFolder(remove.Path);
                break;
            case BastionCall.RemoveFile remove:
                Suitcase.Remove(remove.Path);
                break;
            case BastionCall.Rename rename:
                Suitcase.Rename(rename.From, rename.To);
                break;
            default:
                throw new InvalidOperationException($"no answer to {call.GetType().Name}");
        }

        return ReplyValue.None;
    }
}
