using Foray.Stations.Cluster;
using Foray.Stations.Programs.Keeping;

namespace Foray.Stations.Programs.HandOff;

/// <summary>Answers what other stations ask about programs that move.</summary>
internal sealed class HandOffPart(Arrival arrival, ProgramStore store) : IStationPart
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "hand-off";

    public string Name => PartName;

    public async Task<byte[]> AnswerAsync(byte[] request, CancellationToken cancellationToken)
    {
        var asked = HandOffRequest.Read(request);
        switch (asked)
        {
            case { Kind: HandOffRequestKind.Offer, Snapshot: { } snapshot, Origin: { } origin }:
                return new HandOffReply { Receipt = await arrival.ReceiveAsync(snapshot, origin, cancellationToken) }.Write();
            case { Kind: HandOffRequestKind.Start }:
                await arrival.StartAsync(asked.Id, asked.Epoch, cancellationToken);
                return new HandOffReply().Write();
            case { Kind: HandOffRequestKind.Holds }:
                return new HandOffReply { Holds = await store.FindAsync(asked.Id, cancellationToken) is { } kept && kept.Epoch == asked.Epoch }.Write();
            default:
                throw HandOffErrors.BadRequest();
        }
    }
}
