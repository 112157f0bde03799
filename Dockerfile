# One person's server, for JupyterHub:
#     docker build -t backward .
#     docker run --rm -p 8888:8888 backward jupyter lab --ip=0.0.0.0     (alone, to try it)

FROM python:3.13-slim AS copies
COPY minigrad /srv/backward/minigrad
COPY book /srv/backward/book
WORKDIR /srv/backward
RUN python -m minigrad.course start /srv/notebooks --no-lab

FROM python:3.13-slim
# What pip installs is what the locks name, hash by hash.
COPY requirements.lock requirements-hub.lock /srv/
RUN pip install --no-cache-dir --only-binary=:all: --require-hashes -r /srv/requirements.lock -r /srv/requirements-hub.lock
COPY minigrad /srv/backward/minigrad
COPY pyproject.toml /srv/backward/
COPY --from=copies /srv/notebooks /srv/backward/book
ENV PYTHONPATH=/srv/backward JUPYTERHUB_DEFAULT_URL=/lab/tree/backward/index.ipynb
# By number, as clusters ask for it that start nothing as root.
RUN useradd --create-home --uid 1000 participant
USER 1000
WORKDIR /home/participant
# At each start, for the home may be a volume: what is there already stays as it is.
ENTRYPOINT ["sh", "-c", "python -m minigrad.course start --no-lab; exec \"$@\"", "start"]
CMD ["jupyterhub-singleuser"]
