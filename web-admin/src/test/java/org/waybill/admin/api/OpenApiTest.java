package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.console.TablesConsole;
import org.waybill.queue.console.TraceConsole;
import org.waybill.queue.core.config.Problem;

class OpenApiTest {

    private static final Map<String, Class<?>> SCHEMAS = Map.ofEntries(
            Map.entry("Problem", Problem.class),
            Map.entry("Envelope", QueueConsole.EnvelopeView.class),
            Map.entry("Attempt", QueueConsole.AttemptView.class),
            Map.entry("Message", QueueConsole.MessageView.class),
            Map.entry("Page", QueueConsole.Page.class),
            Map.entry("Filter", QueueConsole.Filter.class),
            Map.entry("ExplainQuestion", ExplainConsole.Question.class),
            Map.entry("Explanation", ExplainConsole.Answer.class),
            Map.entry("RuleTrial", ExplainConsole.Trial.class),
            Map.entry("ExpansionStep", ExplainConsole.Step.class),
            Map.entry("PlannedDelivery", ExplainConsole.Delivery.class),
            Map.entry("TraceQuestion", TraceBody.class),
            Map.entry("TraceSession", TraceBody.Session.class),
            Map.entry("Trace", TraceConsole.Answer.class),
            Map.entry("TraceStep", TraceConsole.Step.class),
            Map.entry("Preview", QueueConsole.Preview.class),
            Map.entry("Route", RoutesConsole.RouteView.class),
            Map.entry("Routes", RoutesResource.Routes.class),
            Map.entry("Host", RoutesConsole.HostView.class),
            Map.entry("Hosts", RoutesResource.Hosts.class),
            Map.entry("Suspension", SuspensionsResource.Suspended.class),
            Map.entry("Suspensions", SuspensionsResource.Suspensions.class),
            Map.entry("SuspensionOrder", SuspensionBody.class),
            Map.entry("Count", QueueResource.Count.class),
            Map.entry("Health", HealthResource.Health.class),
            Map.entry("Table", TablesConsole.TableView.class),
            Map.entry("Tables", TablesResource.Tables.class),
            Map.entry("Entry", TablesConsole.EntryView.class),
            Map.entry("EntryPage", TablesConsole.EntryPage.class),
            Map.entry("Labels", SecretsResource.Labels.class),
            Map.entry("Credentials", CredentialsBody.class),
            Map.entry("Error", ApiError.class));

    private final JsonObject document = Json.createReader(new StringReader(new OpenApiResource().document()))
            .readObject();

    @Test
    void describesExactlyTheResources() {
        Set<String> described = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach((path, operations) ->
                        operations.asJsonObject().keySet().forEach(verb -> described.add(verb + " " + path)));
        assertEquals(operations().collect(Collectors.toCollection(TreeSet::new)), described);
    }

    private static Stream<String> operations() {
        return methods().map(method -> verb(method) + " " + path(method));
    }

    private static Stream<Method> methods() {
        return RestApi.RESOURCES.stream()
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> !verb(method).isEmpty());
    }

    private static String verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    private static String path(Method method) {
        String parent = method.getDeclaringClass().getAnnotation(Path.class).value();
        return method.isAnnotationPresent(Path.class)
                ? parent + method.getAnnotation(Path.class).value()
                : parent;
    }

    @Test
    void describesEveryParameterOfAQuery() {
        methods()
                .forEach(method -> assertEquals(
                        Arrays.stream(method.getParameters())
                                .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
                                .map(OpenApiTest::queryName)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        describedQuery(operation(method)),
                        path(method)));
    }

    private static String queryName(Parameter parameter) {
        return parameter.getAnnotation(QueryParam.class).value();
    }

    private static Set<String> describedQuery(JsonObject operation) {
        return operation.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
                .map(JsonValue::asJsonObject)
                .filter(parameter -> parameter.getString("in").equals("query"))
                .map(parameter -> parameter.getString("name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonObject operation(Method method) {
        return document.getJsonObject("paths").getJsonObject(path(method)).getJsonObject(verb(method));
    }

    @Test
    void whateverOnlyAdministratorsMaySaysSo() {
        methods()
                .forEach(method -> assertEquals(
                        method.isAnnotationPresent(AdminsOnly.NoViewers.class)
                                || (!verb(method).equals("get")
                                        && !method.isAnnotationPresent(AdminsOnly.ViewersToo.class)),
                        operation(method).getJsonObject("responses").containsKey("403"),
                        path(method)));
    }

    @Test
    void schemasHaveTheFieldsOfTheirRecords() {
        JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
        SCHEMAS.forEach((name, record) -> assertEquals(
                Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(
                        schemas.getJsonObject(name).getJsonObject("properties").keySet()),
                name));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        String text = new OpenApiResource().document();
        java.util.regex.Pattern.compile("\"#(/[^\"]+)\"")
                .matcher(text)
                .results()
                .forEach(reference ->
                        assertTrue(Json.createPointer(reference.group(1)).containsValue(document), reference.group(1)));
    }
}
