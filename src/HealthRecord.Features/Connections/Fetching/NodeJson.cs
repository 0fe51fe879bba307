using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HealthRecord.Features.Connections.Fetching;

[JsonSerializable(typeof(JsonNode))]
internal sealed partial class NodeJson : JsonSerializerContext;
