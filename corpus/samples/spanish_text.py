"""Text of the sample Spanish policy on environment and community (markup as in policy_text)."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Política de Medio Ambiente y Relación con la Comunidad"
SUBTITLE: Final = "Fundición y Refinería Velquera S.A., planta de Puerto Sarvela"

CONTROL: Final = (
    ("Código", "VQ-POL-004, versión 3"),
    ("Aprobada por", "Directorio, sesión N.º 116, 22 de noviembre de 2024"),
    ("Vigente desde", "1 de enero de 2025"),
    ("Alcance", "Trabajadores propios, aprendices y empresas contratistas de la planta y del muelle"),
    ("Responsable", "Rodrigo Quenestra, Gerencia de Sostenibilidad"),
)

BODY: Final = """
# 1. Por qué existe esta política

Trabajamos a menos de un kilómetro del barrio La Ensenada y a dos kilómetros de un humedal protegido. Lo que sale de
nuestras chimeneas, de nuestros camiones y de nuestro emisario lo reciben personas con nombre y apellido. Esta
política fija los compromisos mínimos que debe cumplir la planta, quién responde por ellos y cómo puede reclamar
cualquier vecino. El borrador se conversó en cuatro reuniones abiertas durante 2024 y 17 de las 31 observaciones
recibidas se incorporaron al documento.

# 2. Gestión ambiental

Mantenemos un sistema de gestión ambiental certificado según la norma ISO 14001. La matriz de aspectos e impactos se
revisa cada año y antes de cualquier cambio de proceso; hoy contiene 36 aspectos significativos, cada uno con límite
operacional, punto de control y responsable. El cumplimiento de las 214 condiciones de la licencia ambiental se
evalúa cada semestre y el resultado se envía a la autoridad.

En 2023 la empresa recibió una multa por entregar fuera de plazo el informe trimestral de residuos. La multa se pagó
y desde entonces el calendario de entregas tiene un segundo responsable.

## 2.1 Aire

Captamos más del 98 % del azufre que entra con los concentrados. El dióxido de azufre, el material particulado, el
arsénico y el plomo se miden en la chimenea principal y en cuatro estaciones ubicadas en la ciudad, cuyos datos se
publican cada hora. Cuando el modelo meteorológico anuncia mala ventilación, el jefe de turno detiene el soplado de
los convertidores.

## 2.2 Agua

La cuenca del río Duraz presenta un estrés hídrico alto en la temporada seca. Por ello medimos todas las
captaciones, mantenemos un balance de agua mensual y recirculamos el 71 % del agua de proceso. Los riles se tratan
antes de la descarga y se muestrean a diario; once pozos permiten vigilar las aguas subterráneas. Nuestra meta es
reducir en un 20 % el consumo de agua fresca por tonelada de cátodo al año 2028, con 2022 como año base.

## 2.3 Residuos

Aplicamos la jerarquía de evitar, reducir, reutilizar, reciclar y, solo en último término, disponer. Los residuos
peligrosos se almacenan en una bodega autorizada por un máximo de 180 días y salen de la planta con guía de
transporte y transportista autorizado. La escoria se muele y se vende como insumo para cemento. La planta no cuenta
con depósito de relaves.

## 2.4 Clima y energía

Calculamos cada año las emisiones de gases de efecto invernadero de alcance 1 y 2 y las sometemos a verificación
externa. La meta es disminuirlas en un 42 % al 2032 respecto de 2021. El 46 % de la electricidad consumida en 2024
provino de fuentes renovables, y 15 de las 27 medidas de eficiencia energética de la última auditoría ya están en
operación.

## 2.5 Biodiversidad

No operamos ni exploramos en sitios del Patrimonio Mundial ni en áreas protegidas. En el humedal de Sarvela la
universidad regional cuenta aves dos veces al año, y entre agosto y octubre se apagan las luminarias que dan al
estuario.

# 3. Relación con la comunidad

## 3.1 Diálogo y participación

La Oficina de Relaciones Comunitarias actualiza cada año el mapa de actores y el plan de participación, con
presupuesto propio. Las actas de las reuniones se publican en la biblioteca municipal. Se presta especial atención a
las familias de pescadores, a las personas mayores y a quienes no tienen acceso a internet.

## 3.2 Reclamos

Cualquier persona puede presentar un reclamo en la oficina de Calle Faro 12, por teléfono, por mensaje o a través de
la parroquia, con su nombre o en forma anónima. El procedimiento garantiza:

- acuse de recibo en un plazo de tres días hábiles;
- respuesta fundada en un plazo de 30 días corridos;
- revisión por una comisión de tres personas, una de ellas elegida por la junta de vecinos, si la respuesta no
satisface;
- ausencia de represalias contra quien reclama.

En 2024 se recibieron 63 reclamos; 55 se cerraron dentro del plazo, con un promedio de 18 días.

## 3.3 Desarrollo local

El convenio marco 2022-2026, firmado con la municipalidad y la junta de vecinos, destina 1,2 millones de dólares al
año a agua potable, educación técnica y pesca de pequeña escala. Una mesa de trabajo conjunta elige los proyectos y
revisa su avance cada trimestre. El 68 % de los trabajadores propios vive en la comuna y el 31 % de las compras se
realiza a proveedores locales.

## 3.4 Salud y seguridad de los vecinos

Los camiones con ácido y concentrado usan una sola ruta autorizada y no circulan entre las 7 y las 8.30 horas,
cuando los niños van a la escuela. El plan de emergencia externo se elaboró con bomberos, el hospital y la
municipalidad, y se ensaya una vez al año con los hogares situados a menos de 1,5 kilómetros. Está prohibido el paso
de camiones por el barrio La Ensenada.

## 3.5 Pueblo ulmaray, tierras y patrimonio

Reconocemos el uso ancestral del estuario por el pueblo ulmaray. Ninguna obra en el muelle o en el emisario se
inicia sin su consentimiento libre, previo e informado, obtenido según el protocolo acordado en 2021. No adquirimos
terrenos mediante desplazamiento forzoso de familias. Los dos conchales que se encuentran dentro del recinto están
registrados y cercados; ante un hallazgo fortuito la obra se detiene y se avisa al servicio de patrimonio.

# 4. Derechos humanos y empresas contratistas

Respetamos los derechos humanos y exigimos lo mismo a contratistas y proveedores. No se admite trabajo infantil ni
trabajo forzoso, y ningún trabajador paga por obtener su puesto. El personal de vigilancia privada no porta armas de
fuego y se capacita cada año en los Principios Voluntarios de Seguridad y Derechos Humanos.

# 5. Seguimiento

La Gerencia de Sostenibilidad informa al Directorio cada trimestre sobre metas, incidentes y reclamos. Los
resultados se publican en la memoria anual de sostenibilidad, elaborada con referencia a los estándares GRI. Esta
política se revisa cada dos años o antes si la ley o la operación cambian.
"""
