namespace Foray.Stations.Programs.Services;

/// <summary>Says where a service is. It is plain data, which programs take along and give to others.</summary>
/// <param name="Path">Its path, <c>/foray/STATION/services/NAME</c>.</param>
/// <param name="Type">Its interface, such as <c>module.interface</c>.</param>
/// <param name="Binding">Id of its binding: 32 hexadecimal digits, another one each time that the name is bound.</param>
internal sealed record ServiceDescriptor(string Path, string Type, string Binding);
